/** The embedded engine as a real process with the built-in model: what it answers to chat and completions. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type EngineUnderTest,
  endless,
  japan,
  readEvents,
  startEmbedded,
  story,
  streamChat,
  untilIdle,
} from './embedded-process.ts';

const chat = '/v1/chat/completions';
const tokyo = 'The capital of Japan is Tokyo.';

describe('the answers of the embedded engine', () => {
  let engine: EngineUnderTest;
  before(async () => {
    engine = await startEmbedded('--context', '512');
  });
  after(() => engine.stop());

  describe('chat', () => {
    it('answers a question it knows, and counts what that took', async () => {
      const { status, json } = await engine.post(chat, { model: 'tiny', messages: japan, temperature: 0 });
      assert.equal(status, 200);
      assert.equal(json.object, 'chat.completion');
      assert.equal(json.model, 'tiny');
      assert.equal(json.choices[0].message.content, tokyo);
      assert.equal(json.choices[0].finish_reason, 'stop');
      const { prompt_tokens, completion_tokens, total_tokens } = json.usage;
      assert.deepEqual([prompt_tokens, completion_tokens, total_tokens], [21, 13, 34]);
    });

    it('answers the same with a prompt that it still holds', async () => {
      const { json } = await engine.post(chat, { messages: japan, temperature: 0 });
      assert.equal(json.choices[0].message.content, tokyo);
      assert.equal(json.usage.prompt_tokens_details.cached_tokens, 20);
      assert.equal(json.usage.prompt_tokens, 21);
    });

    it('takes text parts, joined by line breaks', async () => {
      const parts = [
        { type: 'text', text: 'one' },
        { type: 'text', text: 'two' },
      ];
      const inParts = { messages: [{ role: 'user', content: parts }] };
      const inOne = { messages: [{ role: 'user', content: 'one\ntwo' }] };
      const count = async (body: object) => (await engine.post('/count', { path: chat, body })).json.tokens;
      assert.equal(await count(inParts), await count(inOne));
    });

    it('goes on with a last message of the assistant', async () => {
      const messages = [...japan, { role: 'assistant', content: 'The capital of Japan' }];
      const { json } = await engine.post(chat, { messages, temperature: 0 });
      assert.equal(json.choices[0].message.content, ' is Tokyo.');
    });

    it('stops at max_tokens, by either name, with finish_reason length', async () => {
      for (const limit of [{ max_tokens: 3 }, { max_completion_tokens: 3 }]) {
        const { json } = await engine.post(chat, { messages: japan, temperature: 0, ...limit });
        assert.equal(json.choices[0].message.content, 'The capital of');
        assert.equal(json.choices[0].finish_reason, 'length');
        assert.equal(json.usage.completion_tokens, 3);
      }
    });

    it('stops before a stop string, given alone or in a list, even one spread over tokens', async () => {
      for (const stop of [' Tokyo', ['nowhere', ' Tokyo'], ['al of Jap']]) {
        const { json } = await engine.post(chat, { messages: japan, temperature: 0, stop });
        const end = typeof stop === 'string' ? stop : (stop.at(-1) ?? '');
        assert.equal(json.choices[0].message.content, tokyo.slice(0, tokyo.indexOf(end)));
        assert.equal(json.choices[0].finish_reason, 'stop');
      }
    });

    it('gives the same answer for the same seed, and others for others', async () => {
      const ask = async (seed: number) => {
        const body = { messages: story, temperature: 1.5, seed, max_tokens: 40 };
        return (await engine.post(chat, body)).json.choices[0].message.content;
      };
      assert.equal(await ask(7), await ask(7));
      const others = await Promise.all([1, 2, 3, 4].map(ask));
      assert.ok(new Set(others).size > 1);
    });

    it('heeds the penalties', async () => {
      const body = { messages: story, temperature: 0, max_tokens: 60 };
      const plain = (await engine.post(chat, body)).json.choices[0].message.content;
      for (const penalty of [{ frequency_penalty: 2 }, { presence_penalty: 2 }, { repeat_penalty: 2 }]) {
        const other = (await engine.post(chat, { ...body, ...penalty })).json.choices[0].message.content;
        assert.notEqual(other, plain, JSON.stringify(penalty));
      }
    });

    it('keeps to a JSON schema', async () => {
      const schema = {
        type: 'object',
        properties: { city: { enum: ['Tokyo', 'Oslo'] } },
        required: ['city'],
        additionalProperties: false,
      };
      const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
      const { json } = await engine.post(chat, { messages: japan, temperature: 0, response_format });
      assert.ok(['Tokyo', 'Oslo'].includes(JSON.parse(json.choices[0].message.content).city));
      assert.equal(json.choices[0].finish_reason, 'stop');
    });

    it('answers in JSON when asked for a JSON object', async () => {
      const body = { messages: japan, temperature: 0, response_format: { type: 'json_object' }, max_tokens: 200 };
      const { json } = await engine.post(chat, body);
      assert.equal(typeof JSON.parse(json.choices[0].message.content), 'object');
    });
  });

  describe('streams', () => {
    it('send the role, the text in pieces, the reason of the end, and [DONE]', async () => {
      const response = await streamChat(engine, { messages: japan, temperature: 0 });
      assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
      const events = await readEvents(response);
      assert.equal(events.at(-1), '[DONE]');
      const choices = events.slice(0, -1).map((it) => it.choices[0]);
      assert.deepEqual(choices[0].delta, { role: 'assistant', content: '' });
      assert.equal(choices.map((it) => it.delta.content ?? '').join(''), tokyo);
      assert.ok(choices.length > 8, 'a piece for each token');
      assert.equal(choices.at(-1).finish_reason, 'stop');
      assert.equal(new Set(events.slice(0, -1).map((it) => it.id)).size, 1);
    });

    it('tell the usage in an event without choices, when asked', async () => {
      const body = { messages: japan, temperature: 0, stream_options: { include_usage: true } };
      const events = await readEvents(await streamChat(engine, body));
      const last = events.at(-2);
      assert.deepEqual(last.choices, []);
      assert.equal(last.usage.prompt_tokens, 21);
      assert.equal(last.usage.completion_tokens, 13);
      assert.ok(events.slice(0, -2).every((it) => !('usage' in it)));
    });

    it('send each token when it is there, not at the end', async () => {
      const response = await streamChat(engine, endless);
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      assert.equal(await engine.metric('requests_processing'), 1);
      await reader.cancel();
      await untilIdle(engine);
    });
  });

  describe('completions', () => {
    it('go on with a text', async () => {
      const { json } = await engine.post('/v1/completions', { prompt: 'Once upon a', max_tokens: 2, temperature: 0 });
      assert.equal(json.object, 'text_completion');
      assert.equal(json.choices[0].text, ' time there');
      assert.equal(json.choices[0].finish_reason, 'length');
    });

    it('give a choice for each of several prompts', async () => {
      const body = { prompt: ['Once upon', 'The capital of Japan is'], max_tokens: 2, temperature: 0 };
      const { json } = await engine.post('/v1/completions', body);
      assert.deepEqual(
        json.choices.map((it: { index: number }) => it.index),
        [0, 1],
      );
      assert.equal(json.choices[0].text, ' a time');
      assert.match(json.choices[1].text, /^ T/);
      const each = body.prompt.map((prompt) => engine.post('/count', { path: '/v1/completions', body: { prompt } }));
      const counts = (await Promise.all(each)).map((it) => it.json.tokens);
      assert.equal(json.usage.prompt_tokens, counts[0] + counts[1]);
    });

    it('stream, several prompts in one stream', async () => {
      const body = { prompt: ['Once upon', 'Once upon a'], max_tokens: 3, temperature: 0, stream: true };
      const options = { method: 'POST', body: JSON.stringify({ ...body, stream_options: { include_usage: true } }) };
      const events = await readEvents(await fetch(`${engine.url}/v1/completions`, options));
      assert.equal(events.at(-1), '[DONE]');
      assert.equal(events.at(-2).usage.completion_tokens, 6);
      const text = (index: number) =>
        events
          .slice(0, -2)
          .flatMap((it) => it.choices)
          .filter((it) => it.index === index)
          .map((it) => it.text)
          .join('');
      assert.equal(text(0), ' a time there');
      assert.equal(text(1), ' time there was');
    });

    it('take tokens for a prompt, and refuse those that the model does not have', async () => {
      const fine = await engine.post('/v1/completions', { prompt: [1, 2, 3], max_tokens: 1 });
      assert.equal(fine.json.usage.prompt_tokens, 3);
      for (const prompt of [[768], [-1], [1.5]]) {
        const { status, json } = await engine.post('/v1/completions', { prompt, max_tokens: 1 });
        assert.equal(status, 400);
        assert.equal(json.error.param, 'prompt');
      }
    });
  });
});
