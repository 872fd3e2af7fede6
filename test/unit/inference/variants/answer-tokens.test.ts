import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { neededTokens } from '../../../../server/inference/variants/index.ts';

describe('neededTokens', () => {
  const cases: [path: string, body: object, needed: number][] = [
    ['/v1/chat/completions', {}, 512],
    ['/v1/chat/completions', { max_tokens: 7 }, 7],
    ['/v1/chat/completions', { max_completion_tokens: 9 }, 9],
    ['/v1/chat/completions', { max_tokens: 7, max_completion_tokens: 9 }, 9],
    ['/v1/chat/completions', { max_tokens: 7, max_completion_tokens: null }, 7],
    ['/v1/chat/completions', { max_tokens: 7, n: 5 }, 7],
    ['/v1/chat/completions', { max_tokens: 0 }, 0],
    ['/v1/chat/completions', { max_tokens: 1.5 }, 2],
    ['/v1/chat/completions', { max_tokens: -1 }, 512],
    ['/v1/chat/completions', { max_tokens: '7' }, 512],
    ['/v1/chat/completions', { n_predict: 3 }, 3],
    ['/v1/completions', { max_tokens: 7 }, 7],
    ['/v1/completions', {}, 512],
    ['/v1/responses', { max_output_tokens: 7, max_tokens: 9 }, 7],
    ['/v1/responses', { max_tokens: 9 }, 512],
    ['/v1/messages', { max_tokens: 7 }, 7],
    ['/v1/embeddings', { max_tokens: 7 }, 0],
    ['/v1/rerank', {}, 0],
    ['/tokenize', {}, 0],
    ['/v1/messages/count_tokens', { max_tokens: 7 }, 0],
  ];
  for (const [path, body, needed] of cases) {
    it(`keeps ${needed} tokens free for ${path} ${JSON.stringify(body)}`, () => {
      assert.equal(neededTokens(path, { ...body }, 512), needed);
    });
  }
});
