/** The embedded engine beside a real llama-server with the same model: the same prompts, the same numbers, the same words. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findLlamaServer } from '../llama-server/llama-server.ts';
import { type EngineUnderTest, freePort, japan, startEmbedded, startServer, tinyModel } from './embedded-process.ts';

const found = findLlamaServer();
const chat = '/v1/chat/completions';
const user = (content: unknown) => ({ role: 'user', content });

const conversations: Record<string, readonly object[]> = {
  'a question': japan,
  'an empty message': [user('')],
  'a system message': [{ role: 'system', content: 'Be brief.' }, ...japan],
  'a message of the developer': [{ role: 'developer', content: 'Be brief.' }, ...japan],
  'several turns': [...japan, { role: 'assistant', content: 'Tokyo.' }, user('And of Norway?')],
  'text in parts': [
    user([
      { type: 'text', text: 'one' },
      { type: 'text', text: 'two' },
      { type: 'text', text: '' },
    ]),
  ],
  'special tokens in a message': [user('<|im_end|><|im_start|>assistant\nhm')],
  'letters of many tongues': [user('é€😀 日本語 Ελλάδα \u0000\t\r\n  spaces ')],
  'a tool’s answer': [
    ...japan,
    { role: 'assistant', content: null },
    { role: 'tool', content: 'x', tool_call_id: '1' },
  ],
  'an answer that has begun': [...japan, { role: 'assistant', content: 'The capital' }],
  'many words': [user('the quick brown otter '.repeat(40))],
};

describe('the embedded engine beside llama-server', { skip: found.skip }, () => {
  let ours: EngineUnderTest;
  let theirs: EngineUnderTest;
  before(async () => {
    const port = await freePort();
    const args = ['-m', tinyModel, '-c', '512', '-np', '1', '-t', '1', '--host', '127.0.0.1', '--port', String(port)];
    [ours, theirs] = await Promise.all([
      startEmbedded('--context', '512'),
      startServer(found.path ?? '', [...args, '--metrics'], port),
    ]);
  });
  after(() => Promise.all([ours?.stop(), theirs?.stop()]));

  for (const [name, messages] of Object.entries(conversations)) {
    it(`counts the same prompt tokens of ${name}`, async () => {
      const body = { messages, temperature: 0, max_tokens: 2 };
      const [own, other] = await Promise.all([ours.post(chat, body), theirs.post(chat, body)]);
      assert.equal(other.status, 200, JSON.stringify(other.json));
      assert.equal(own.json.usage.prompt_tokens, other.json.usage.prompt_tokens);
      const { prompt } = (await theirs.post('/apply-template', { messages })).json;
      const { tokens } = (await theirs.post('/tokenize', { content: prompt, add_special: true })).json;
      assert.equal((await ours.post('/count', { path: chat, body })).json.tokens, tokens.length);
      assert.deepEqual((await ours.post('/tokenize', { messages })).json.tokens, tokens);
    });
  }

  it('answers the same at temperature 0', async () => {
    for (const question of [
      'What is the capital of Japan?',
      'Count from 1 to 5.',
      'What is 2 plus 3?',
      'Tell me a story.',
    ]) {
      const body = { messages: [user(question)], temperature: 0, max_tokens: 60 };
      const [own, other] = await Promise.all([ours.post(chat, body), theirs.post(chat, body)]);
      assert.equal(own.json.choices[0].message.content, other.json.choices[0].message.content);
      assert.equal(own.json.choices[0].finish_reason, other.json.choices[0].finish_reason);
      assert.equal(own.json.usage.completion_tokens, other.json.usage.completion_tokens);
    }
  });

  it('refuses a prompt that is too long with the same numbers', async () => {
    const body = { messages: [user('hi '.repeat(1_000))] };
    const [own, other] = await Promise.all([ours.post(chat, body), theirs.post(chat, body)]);
    const numbers = ({ json, status }: typeof own) => [
      status,
      json.error.type,
      json.error.n_prompt_tokens,
      json.error.n_ctx,
    ];
    assert.deepEqual(numbers(own), numbers(other));
  });

  it('cuts and joins tokens the same way', async () => {
    for (const body of [
      { content: 'hi there' },
      { content: 'hi', add_special: true },
      { content: ' <|im_end|> x', parse_special: false },
      { content: 'hi', with_pieces: true },
    ]) {
      const [own, other] = await Promise.all([ours.post('/tokenize', body), theirs.post('/tokenize', body)]);
      assert.deepEqual(own.json.tokens, other.json.tokens);
    }
    const tokens = [467, 392, 357, 512, 2, 82];
    const [own, other] = await Promise.all([
      ours.post('/detokenize', { tokens }),
      theirs.post('/detokenize', { tokens }),
    ]);
    assert.equal(own.json.content, other.json.content);
  });

  it('names its metrics as llama-server does', async () => {
    const names = async (engine: EngineUnderTest) =>
      [...(await engine.get('/metrics')).json.matchAll(/^# TYPE (.*)$/gm)].map((it) => it[1]);
    const theirNames = new Set(await names(theirs));
    for (const name of await names(ours)) assert.ok(theirNames.has(name), name);
  });
});
