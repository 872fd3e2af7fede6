import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LlamaContextSequence, SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import { type Generation, generate } from '../../../../../server/engines/kinds/embedded/program/generate/generate.ts';
import { readSampling } from '../../../../../server/engines/kinds/embedded/program/generate/sampling.ts';
import type { Tokenizer } from '../../../../../server/engines/kinds/embedded/program/prompt/tokenizer.ts';

const endToken = 0;
const batchSize = 4;

/** A sequence that answers with given tokens, each the code of a letter; it keeps what was done to it. */
function fakeSequence(answer: readonly number[], held: readonly number[] = []) {
  const done: string[] = [];
  let nextTokenIndex = 0;
  let seen: SequenceEvaluateOptions = {};
  const sequence = {
    model: {},
    context: { batchSize },
    get nextTokenIndex() {
      return nextTokenIndex;
    },
    async adaptStateToTokens(tokens: readonly number[]) {
      const different = tokens.findIndex((it, index) => it !== held[index]);
      nextTokenIndex = different < 0 ? Math.min(tokens.length, held.length) : different;
    },
    async evaluateWithoutGeneratingNewTokens(tokens: readonly number[]) {
      done.push(`read ${tokens.length}`);
    },
    async *evaluate(tokens: readonly number[], options: SequenceEvaluateOptions) {
      seen = options;
      done.push(`answer after ${tokens.length}`);
      for (const token of answer) {
        done.push('token');
        yield token as Token;
      }
    },
    async clearHistory() {
      done.push('clear');
    },
  };
  return { sequence: sequence as unknown as LlamaContextSequence, done, options: () => seen };
}

const tokenizer = {
  text: (tokens: readonly Token[]) => String.fromCharCode(...tokens),
  isEnd: (token: Token) => (token as number) === endToken,
} as unknown as Tokenizer;

const letters = (text: string) => [...Buffer.from(text)];

function run(fake: ReturnType<typeof fakeSequence>, overrides: Partial<Generation> = {}) {
  const texts: string[] = [];
  const generation: Generation = {
    prompt: letters('ab') as Token[],
    sampling: readSampling({ temperature: 0 }),
    limits: { maxTokens: null, stops: [] },
    grammar: null,
    contextSize: 100,
    signal: new AbortController().signal,
    onText: async (text) => void texts.push(text),
    ...overrides,
  };
  return { texts, result: generate(fake.sequence, tokenizer, generation) };
}

describe('a generation', () => {
  it('gives each token as text, and ends with the model; the end counts as a token', async () => {
    const { texts, result } = run(fakeSequence([...letters('hey'), endToken, ...letters('no')]));
    assert.deepEqual(await result, { finishReason: 'stop', completionTokens: 4, cachedTokens: 0 });
    assert.deepEqual(texts, ['h', 'e', 'y']);
  });

  it('ends at max_tokens', async () => {
    const { texts, result } = run(fakeSequence(letters('hello')), { limits: { maxTokens: 2, stops: [] } });
    assert.deepEqual(await result, { finishReason: 'length', completionTokens: 2, cachedTokens: 0 });
    assert.deepEqual(texts, ['h', 'e']);
  });

  it('takes no token more than it gives: one more would be work for nothing', async () => {
    const fake = fakeSequence(letters('hello'));
    await run(fake, { limits: { maxTokens: 2, stops: [] } }).result;
    assert.deepEqual(fake.done, ['answer after 2', 'token', 'token']);
  });

  it('ends where prompt and answer fill the context', async () => {
    const { result } = run(fakeSequence(letters('hello')), { contextSize: 5 });
    assert.deepEqual(await result, { finishReason: 'length', completionTokens: 3, cachedTokens: 0 });
  });

  it('ends before a stop string', async () => {
    const { texts, result } = run(fakeSequence(letters('hello')), { limits: { maxTokens: null, stops: ['ll'] } });
    assert.equal((await result).finishReason, 'stop');
    assert.equal(texts.join(''), 'he');
  });

  it('gives what was held back for a stop string that did not come', async () => {
    const fake = fakeSequence([...letters('hel'), endToken]);
    const { texts, result } = run(fake, { limits: { maxTokens: null, stops: ['lo'] } });
    await result;
    assert.equal(texts.join(''), 'hel');
  });

  it('reads a long prompt batch by batch, and what the sequence holds not again', async () => {
    const prompt = letters('0123456789') as Token[];
    const fresh = fakeSequence([endToken]);
    assert.equal((await run(fresh, { prompt }).result).cachedTokens, 0);
    assert.deepEqual(fresh.done, ['read 4', 'read 4', 'answer after 2', 'token']);
    const warm = fakeSequence([endToken], letters('0123456'));
    assert.equal((await run(warm, { prompt }).result).cachedTokens, 7);
    assert.deepEqual(warm.done, ['answer after 3', 'token']);
  });

  it('reads the last token of the prompt in any case', async () => {
    const fake = fakeSequence([endToken], letters('ab'));
    assert.equal((await run(fake).result).cachedTokens, 1);
    assert.deepEqual(fake.done, ['answer after 1', 'token']);
  });

  it('ends at the next token when the client has left, and keeps what was read', async () => {
    const left = new AbortController();
    const fake = fakeSequence(letters('hello'));
    const { result } = run(fake, { signal: left.signal, onText: async () => left.abort(new Error('left')) });
    await assert.rejects(result, /left/);
    assert.deepEqual(fake.done, ['answer after 2', 'token', 'token']);
  });

  it('ends between two batches of the prompt when the client has left', async () => {
    const fake = fakeSequence([endToken]);
    const prompt = letters('0123456789') as Token[];
    await assert.rejects(run(fake, { prompt, signal: AbortSignal.abort(new Error('left')) }).result, /left/);
    assert.deepEqual(fake.done, []);
  });

  it('forgets what the sequence holds after a fault', async () => {
    const fake = fakeSequence(letters('h'));
    const onText = async () => {
      throw new Error('broken');
    };
    await assert.rejects(run(fake, { onText }).result, /broken/);
    assert.equal(fake.done.at(-1), 'clear');
  });

  it('looks at the last 64 tokens for penalties, those of the answer too, and only when there are any', async () => {
    const plain = fakeSequence([endToken]);
    await run(plain).result;
    assert.equal(plain.options().repeatPenalty, undefined);
    const fake = fakeSequence([...letters('xy'), endToken]);
    const prompt = Array.from({ length: 70 }, (_, index) => (index + 1) as Token);
    await run(fake, { prompt, contextSize: 200, sampling: readSampling({ presence_penalty: 1 }) }).result;
    const { punishTokens, presencePenalty } = fake.options().repeatPenalty ?? assert.fail('no penalty');
    assert.equal(presencePenalty, 1);
    const tokens = typeof punishTokens === 'function' ? punishTokens() : punishTokens;
    assert.equal(tokens.length, 64);
    assert.deepEqual(tokens.slice(-3), [70, ...letters('xy')]);
  });
});
