import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readUsage } from '../../../server/inference/usage.ts';

const usage = (text: string) => readUsage(Buffer.from(text));

describe('usage read from the last bytes of an answer', () => {
  test('is found in a unary chat completion, whatever stands behind it', () => {
    const body =
      '{"choices":[],"usage":{"completion_tokens":8,"prompt_tokens":42,"total_tokens":50,"prompt_tokens_details":{"cached_tokens":3}},"timings":{"n":1}}';
    assert.deepEqual(usage(body), { promptTokens: 42, completionTokens: 8 });
  });

  test('is found in the last chunk of a stream that ends with [DONE]', () => {
    const tail = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4}}\n\ndata: [DONE]\n\n';
    assert.deepEqual(usage(tail), { promptTokens: 3, completionTokens: 4 });
  });

  test('skips the null usage of later chunks', () => {
    const tail = 'data: {"usage": {"prompt_tokens":3,"completion_tokens":4}}\n\ndata: {"usage":null}\n\n';
    assert.deepEqual(usage(tail), { promptTokens: 3, completionTokens: 4 });
  });

  test('knows the names of Responses and Messages', () => {
    assert.deepEqual(usage('{"usage":{"input_tokens":31,"output_tokens":4}}'), {
      promptTokens: 31,
      completionTokens: 4,
    });
    assert.deepEqual(usage('{"usage":{"output_tokens":4}}'), { promptTokens: 0, completionTokens: 4 });
  });

  test('counts no completion tokens for embeddings', () => {
    assert.deepEqual(usage('{"usage":{"prompt_tokens":7,"total_tokens":7}}'), { promptTokens: 7, completionTokens: 0 });
  });

  test('is not fooled by an answer that talks about usage', () => {
    const said = JSON.stringify({ content: 'then "usage":{"prompt_tokens":1000000,"completion_tokens":1} is sent' });
    assert.equal(usage(said), null);
  });

  test('is null where there is none, where it is cut off, and where it is no usage', () => {
    assert.equal(usage(''), null);
    assert.equal(usage('{"choices":[]}'), null);
    assert.equal(usage('{"usage":{"prompt_tok'), null);
    assert.equal(usage('{"usage":{"minutes":3}}'), null);
    assert.equal(usage('"usage"'), null);
    assert.equal(usage('{"usage":{"prompt_tokens":"many"}}'), null);
  });
});
