import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { getLlama, type Llama, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import { estimateTokens } from '../../../../server/inference/variants/index.ts';
import { generatePrompt, seededDraw } from './generated-prompts.ts';

const chat = '/v1/chat/completions';
const one = (content: unknown, more: object = {}) =>
  estimateTokens(chat, { messages: [{ role: 'user', content, ...more }] });

describe('estimateTokens', () => {
  const base = one('');

  it('takes each byte of a text for a token', () => {
    assert.equal(one('abc') - base, 3);
    assert.equal(one('日本') - base, 6);
    assert.equal(one('😀') - base, 4);
  });

  it('adds the marks around each message', () => {
    const message = { role: 'user', content: 'abc' };
    const two = estimateTokens(chat, { messages: [message, message] });
    assert.ok(two - one('abc') >= 3 + 'user'.length + 5);
  });

  it('counts the text parts of a content, and the blank that may join them', () => {
    const parts = [
      { type: 'text', text: 'ab' },
      { type: 'text', text: 'c' },
    ];
    assert.equal(one(parts) - base, 5);
  });

  it('counts names, tool calls and whatever else a message holds', () => {
    const call = { tool_calls: [{ id: 'x', function: { name: 'f', arguments: '{"a":1}' } }] };
    assert.ok(one('', call) - base > JSON.stringify(call.tool_calls).length);
  });

  it('counts tools as the widest template prints them, and what it says about them', () => {
    const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];
    const plain = estimateTokens(chat, { messages: [] });
    assert.ok(estimateTokens(chat, { messages: [], tools }) - plain > JSON.stringify(tools, null, 4).length);
    assert.equal(estimateTokens(chat, { messages: [], tools: [] }) > plain, true);
  });

  it('takes an image for as much as a vision model may make of it, not for its bytes', () => {
    const url = `data:image/png;base64,${'A'.repeat(1_000_000)}`;
    assert.equal(one([{ type: 'image_url', image_url: { url } }]) - base, 16_384);
  });

  for (const type of ['input_audio', 'video_url', 'file', 'document']) {
    it(`sets no bound for a part of type ${type}`, () => assert.equal(one([{ type }]), Number.POSITIVE_INFINITY));
  }

  it('takes the longest prompt of a completion', () => {
    const at = (prompt: unknown) => estimateTokens('/v1/completions', { prompt });
    assert.equal(at(['ab', 'abcdef', 'a']), at('abcdef'));
    assert.equal(at([1, 2, 3]), at('abc'));
    assert.equal(at([[1, 2, 3], [1]]), at('abc'));
    assert.equal(at([1, 'bc']), at('abc'));
    assert.equal(at({ prompt_string: 'a', multimodal_data: [] }), Number.POSITIVE_INFINITY);
  });

  it('takes the longest input of an embedding', () => {
    const at = (input: unknown) => estimateTokens('/v1/embeddings', { input });
    assert.equal(at(['ab', 'abcdef']), at('abcdef'));
  });

  it('takes the query and the longest document of a reranking', () => {
    const at = (documents: unknown) => estimateTokens('/v1/rerank', { query: 'abc', documents });
    assert.equal(at(['ab', 'abcdef']) - at(['']), 6);
  });

  it('counts instructions and input items of a response', () => {
    const at = (body: object) => estimateTokens('/v1/responses', { ...body });
    assert.equal(at({ input: 'abc' }), at({ input: [{ role: 'user', content: 'abc' }] }));
    assert.ok(at({ input: 'abc', instructions: 'abcd' }) >= at({ input: 'abc' }) + 4);
    assert.ok(at({ input: [{ type: 'function_call_output', output: 'x'.repeat(99) }] }) > 99);
  });

  it('sets no bound for a response that goes on from one the engine has kept', () => {
    assert.equal(estimateTokens('/v1/responses', { input: 'a', previous_response_id: 'r' }), Number.POSITIVE_INFINITY);
    assert.notEqual(
      estimateTokens('/v1/responses', { input: 'a', previous_response_id: null }),
      Number.POSITIVE_INFINITY,
    );
  });

  it("counts Anthropic's system, as text and as blocks", () => {
    const at = (system: unknown) => estimateTokens('/v1/messages', { messages: [], system });
    assert.ok(at('abcd') - at(undefined) >= 4);
    assert.equal(at([{ type: 'text', text: 'abcd' }]), at('abcd') + 1);
  });

  it("counts what is nested in Anthropic's tool results", () => {
    assert.ok(one([{ type: 'tool_result', content: [{ type: 'text', text: 'x'.repeat(50) }] }]) - base > 50);
    assert.equal(one([{ type: 'tool_result', content: [{ type: 'image', source: {} }] }]) - base > 16_384, true);
  });

  for (const path of ['/tokenize', '/detokenize', '/v1/messages/count_tokens', '/v1/unknown']) {
    it(`is 0 for ${path}, which fills no context`, () => assert.equal(estimateTokens(path, { prompt: 'abc' }), 0));
  }

  for (const messages of [
    undefined,
    null,
    7,
    'x',
    [null],
    [7],
    [[]],
    [{ content: {} }],
    [{ content: [null, 7, []] }],
  ]) {
    it(`survives messages of the wrong form: ${JSON.stringify(messages)}`, () => {
      assert.ok(Number.isFinite(estimateTokens(chat, { messages })));
    });
  }

  it('sets no bound for what is nested too deep to walk', () => {
    const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
    assert.equal(estimateTokens(chat, { messages: [{ role: 'user', content: '', deep }] }), Number.POSITIVE_INFINITY);
    assert.equal(estimateTokens('/v1/completions', { prompt: deep }), Number.POSITIVE_INFINITY);
  });
});

describe('the estimate against a real tokenizer', () => {
  let llama: Llama;
  let model: LlamaModel;

  before(async () => {
    llama = await getLlama({
      build: 'never',
      skipDownload: true,
      gpu: false,
      maxThreads: 1,
      logLevel: LlamaLogLevel.error,
    });
    const modelPath = fileURLToPath(new URL('../../../../models/tiny.q8_0.gguf', import.meta.url));
    model = await llama.loadModel({ modelPath, vocabOnly: true });
  });
  after(() => llama.dispose());

  const exact = (text: string) => model.tokenize(text, true).length;
  const chatMl = (messages: readonly { role: string; content: string }[]) =>
    `${messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join('')}<|im_start|>assistant\n`;

  it('is never too low on 10,000 generated prompts, and at most twice the count at the median', () => {
    const draw = seededDraw(20_261_121);
    const ratios: number[] = [];
    for (let run = 0; run < 10_000; run += 1) {
      const turns = draw.pick([1, 1, 2, 3]);
      const messages = Array.from({ length: turns }, (_, at) => ({
        role: at === 0 && turns > 1 ? 'system' : draw.pick(['user', 'assistant']),
        content: generatePrompt(draw),
      }));
      const counted = exact(chatMl(messages));
      const estimated = estimateTokens(chat, { messages });
      assert.ok(estimated >= counted, `run ${run}: ${estimated} < ${counted} for ${JSON.stringify(messages)}`);
      ratios.push(estimated / counted);
    }
    const median = ratios.sort((a, b) => a - b)[5_000] as number;
    assert.ok(median <= 2, `median ${median}`);
  });

  it('is never too low for bare prompts', () => {
    const draw = seededDraw(7);
    for (let run = 0; run < 1_000; run += 1) {
      const prompt = generatePrompt(draw);
      assert.ok(estimateTokens('/v1/completions', { prompt }) >= exact(prompt));
    }
  });
});
