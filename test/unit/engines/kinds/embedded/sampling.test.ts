import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withoutTail } from '../../../../../server/engines/kinds/embedded/program/generate/grammar.ts';
import { readLimits, readSampling } from '../../../../../server/engines/kinds/embedded/program/generate/sampling.ts';
import { RequestError } from '../../../../../server/engines/kinds/embedded/program/http/request-error.ts';

const refuses = (read: () => unknown, param: string) =>
  assert.throws(
    read,
    (error) => error instanceof RequestError && error.status === 400 && error.error['param'] === param,
  );

describe('how tokens are chosen', () => {
  it("is llama-server's way by default, with a seed of its own", () => {
    assert.deepEqual(
      readSampling({}, () => 0.5),
      {
        temperature: 0.8,
        topP: 0.95,
        topK: 40,
        minP: 0.05,
        seed: 2_147_483_647,
        repeatPenalty: 1,
        frequencyPenalty: 0,
        presencePenalty: 0,
        logitBias: [],
      },
    );
  });

  it('is what the request says', () => {
    const body = {
      temperature: 0,
      top_p: 1,
      top_k: 5,
      min_p: 0,
      seed: 42,
      repeat_penalty: 1.1,
      frequency_penalty: -2,
      presence_penalty: 2,
      logit_bias: { 7: -100 },
    };
    const { logitBias, ...rest } = readSampling(body);
    assert.deepEqual(Object.values(rest), [0, 1, 5, 0, 42, 1.1, -2, 2]);
    assert.deepEqual(logitBias, [[7, -100]]);
  });

  it('takes -1 for no top_k, and for any seed', () => {
    assert.equal(readSampling({ top_k: -1 }).topK, 0);
    assert.equal(readSampling({ seed: -1 }, () => 0).seed, 0);
  });

  it('takes null for nothing', () => {
    assert.equal(readSampling({ temperature: null, logit_bias: null }).temperature, 0.8);
  });

  const wrong: [string, unknown][] = [
    ['temperature', -0.1],
    ['temperature', '1'],
    ['temperature', Number.NaN],
    ['top_p', 1.1],
    ['top_k', 2.5],
    ['min_p', -1],
    ['seed', 2 ** 32],
    ['frequency_penalty', 3],
    ['presence_penalty', []],
    ['logit_bias', []],
    ['logit_bias', { word: 1 }],
    ['logit_bias', { 1: 101 }],
    ['logit_bias', { 1: '1' }],
  ];
  for (const [field, value] of wrong) {
    it(`is refused where ${field} is ${JSON.stringify(value)}`, () => {
      refuses(() => readSampling({ [field]: value }), field);
    });
  }
});

describe('when an answer ends', () => {
  it('is up to the model by default', () => {
    assert.deepEqual(readLimits({}), { maxTokens: null, stops: [] });
  });

  it('is said by the newer name where both are there', () => {
    assert.equal(readLimits({ max_tokens: 5 }).maxTokens, 5);
    assert.equal(readLimits({ max_tokens: 5, max_completion_tokens: 3 }).maxTokens, 3);
    assert.equal(readLimits({ max_tokens: 5, max_completion_tokens: null }).maxTokens, 5);
    assert.equal(readLimits({ max_tokens: -1 }).maxTokens, null);
  });

  it('is said by one stop string or several; empty ones would stop everything', () => {
    assert.deepEqual(readLimits({ stop: 'a' }).stops, ['a']);
    assert.deepEqual(readLimits({ stop: ['a', '', 'b'] }).stops, ['a', 'b']);
    assert.deepEqual(readLimits({ stop: null }).stops, []);
  });

  it('cannot be said in other ways', () => {
    refuses(() => readLimits({ max_tokens: 0 }), 'max_tokens');
    refuses(() => readLimits({ max_completion_tokens: 1.5 }), 'max_completion_tokens');
    refuses(() => readLimits({ stop: { a: 1 } }), 'stop');
    refuses(() => readLimits({ stop: [1] }), 'stop');
  });
});

describe("the library's grammars", () => {
  it('lose the line breaks that they want at the end', () => {
    const grammar = `${String.raw`root ::= "{" rule0 "}" "\n\n\n\n" [\n]*`}\nrule0 ::= "a"`;
    assert.equal(withoutTail(grammar), 'root ::= "{" rule0 "}"\nrule0 ::= "a"');
  });
});
