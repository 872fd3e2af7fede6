import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { tokenNeed } from '../../../../server/inference/metered/token-need.ts';
import type { ParsedRequest } from '../../../../server/inference/resolve.ts';
import type { ModelConfig } from '../../../../server/platform/config/config.ts';

const CHAT = '/v1/chat/completions';
const COMPLETIONS = '/v1/completions';

const modelWith = (...contexts: (number | null)[]): ModelConfig =>
  ({ reserveTokens: 512, variants: contexts.map((context) => ({ context })) }) as unknown as ModelConfig;
const unknown = modelWith(null);

const parsed = (body: Record<string, unknown>): ParsedRequest => ({
  bytes: Buffer.from(JSON.stringify(body)),
  body,
  model: 'm',
});
const need = (path: string, body: Record<string, unknown>, model = unknown) => tokenNeed(path, parsed(body), model);
const messages = [{ role: 'user', content: 'hello' }];

describe('what a request may cost at most', () => {
  test('is as long an answer as it asks for, whatever the field is called', () => {
    for (const [path, field] of [
      [CHAT, 'max_completion_tokens'],
      [CHAT, 'max_tokens'],
      [COMPLETIONS, 'max_tokens'],
      ['/v1/responses', 'max_output_tokens'],
      ['/v1/messages', 'max_tokens'],
    ] as const)
      assert.equal(need(path, { messages, prompt: 'a', input: 'a', [field]: 77 }).genTokens, 77, `${path} ${field}`);
  });

  test('is the model’s reserve where it does not say, or says what is no length', () => {
    for (const max_tokens of [undefined, null, -1, '10', Number.NaN, Number.POSITIVE_INFINITY])
      assert.equal(need(CHAT, { messages, max_tokens }).genTokens, 512);
  });

  test('may be the whole context where it does not say, if that is known', () => {
    for (const max_tokens of [undefined, null, -1]) {
      assert.deepEqual(need(CHAT, { messages, max_tokens, n: 2 }, modelWith(4096)).mostGenTokens, 8192);
      assert.equal(need(CHAT, { messages, max_tokens }).mostGenTokens, 512, 'not known');
    }
    assert.equal(need(CHAT, { messages, max_tokens: 10 }, modelWith(4096)).mostGenTokens, 10);
  });

  test('is the longest where it says several: engines differ in which one they believe', () => {
    const { genTokens } = need(CHAT, { messages, max_completion_tokens: 5, max_tokens: 70, n_predict: 6 });
    assert.equal(genTokens, 70);
    assert.equal(need('/v1/responses', { input: 'a', max_output_tokens: 5, n_predict: 70 }).genTokens, 70);
    assert.equal(need(CHAT, { messages, max_tokens: 5, n_predict: -1 }).genTokens, 512);
  });

  test('is never nothing where something is written: who has nothing left asks for a length of 0', () => {
    assert.equal(need(CHAT, { messages, max_tokens: 0 }).genTokens, 1);
    assert.equal(need(COMPLETIONS, { prompt: 'a', max_tokens: 0, max_completion_tokens: 0 }).genTokens, 1);
    assert.equal(need(CHAT, { messages }, { ...unknown, reserveTokens: 0 }).genTokens, 1);
  });

  test('is that for each choice and each prompt', () => {
    assert.equal(need(CHAT, { messages, max_tokens: 10, n: 3 }).genTokens, 30);
    assert.equal(need(COMPLETIONS, { prompt: 'a', max_tokens: 10, n: 2, best_of: 5 }).genTokens, 50);
    assert.equal(need(COMPLETIONS, { prompt: ['a', 'b', 'c'], max_tokens: 10, n: 2 }).genTokens, 60);
    assert.equal(need(COMPLETIONS, { prompt: [1, 2, 3], max_tokens: 10 }).genTokens, 10, 'one prompt of tokens');
    assert.equal(need(COMPLETIONS, { prompt: [[1], [2]], max_tokens: 10 }).genTokens, 20, 'two of them');
    for (const n of ['3', null, -2, 0, 1.9]) assert.equal(need(CHAT, { messages, max_tokens: 10, n }).genTokens, 10);
  });

  test('is no more than the largest context, for the prompt and for each answer', () => {
    const model = modelWith(1024, 4096);
    const long = { messages: [{ role: 'user', content: 'x'.repeat(100_000) }], max_tokens: 1_000_000, n: 2 };
    assert.deepEqual(need(CHAT, long, model), { promptTokens: 4096, genTokens: 8192, mostGenTokens: 8192 });
    assert.ok(need(CHAT, long, modelWith(1024, null)).promptTokens > 100_000, 'one is not known');
  });

  test('is nothing to generate on routes that write nothing, and nothing at all where nothing is read', () => {
    assert.deepEqual(need('/v1/embeddings', { input: ['ab', 'cd'] }).genTokens, 0);
    assert.deepEqual(need('/v1/rerank', { query: 'q', documents: ['a'] }).genTokens, 0);
    for (const path of ['/tokenize', '/detokenize', '/v1/messages/count_tokens'])
      assert.deepEqual(need(path, { messages, content: 'abc' }), { promptTokens: 0, genTokens: 0, mostGenTokens: 0 });
  });

  test('has the query of a reranker once more with each document', () => {
    const [one, ten] = [1, 10].map((count) =>
      need('/v1/rerank', { query: 'x'.repeat(1000), documents: Array(count).fill('d') }),
    );
    assert.ok((ten?.promptTokens ?? 0) - (one?.promptTokens ?? 0) >= 9000);
  });

  test('has what no text can bound by the size of the body', () => {
    const content = [{ type: 'input_audio', input_audio: { data: 'x'.repeat(5000) } }];
    const { promptTokens } = need(CHAT, { messages: [{ role: 'user', content }] });
    assert.ok(promptTokens > 5000 && promptTokens < 10_000, `${promptTokens}`);
  });

  test('is a number that can be counted with, whatever a client writes', () => {
    const anything = fc.oneof(
      fc.double(),
      fc.constantFrom(1e300, 2 ** 53, -1e300, 1e9, 0.1),
      fc.string(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 5 }),
      fc.object({ maxDepth: 2 }),
    );
    const body = fc.record({
      messages: anything,
      prompt: anything,
      input: anything,
      documents: anything,
      query: anything,
      max_tokens: anything,
      max_output_tokens: anything,
      n: anything,
      best_of: anything,
    });
    const paths = fc.constantFrom(CHAT, COMPLETIONS, '/v1/responses', '/v1/messages', '/v1/embeddings', '/v1/rerank');
    fc.assert(
      fc.property(paths, body, fc.constantFrom(unknown, modelWith(1024)), (path, fields, model) => {
        for (const tokens of Object.values(need(path, fields, model)))
          assert.ok(Number.isFinite(tokens) && tokens >= 0 && tokens <= 1e9, `${tokens}`);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test('is never less than the bytes of the prompts: a token stands for at least one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 50 }), { minLength: 1, maxLength: 8 }), (prompts) => {
        const bytes = prompts.reduce((sum, prompt) => sum + Buffer.byteLength(prompt), 0);
        assert.ok(need(COMPLETIONS, { prompt: prompts }).promptTokens >= bytes);
        assert.ok(need('/v1/embeddings', { input: prompts }).promptTokens >= bytes);
        const said = prompts.map((content) => ({ role: 'user', content }));
        assert.ok(need(CHAT, { messages: said }).promptTokens >= bytes);
      }),
      { seed: 1 },
    );
  });
});
