import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseVariant, estimateTokens, neededTokens } from '../../../../server/inference/variants/index.ts';
import type { VariantConfig } from '../../../../server/platform/config/config.ts';
import { AppError } from '../../../../server/platform/errors.ts';

const path = '/v1/completions';

interface Given {
  readonly contexts: readonly (number | null)[];
  readonly ready?: readonly number[];
  readonly path?: string;
  /** Bytes of the prompt: the estimate is 4 more. */
  readonly bytes?: number;
  readonly maxTokens?: number;
  readonly resident?: number | null | Error;
  readonly vocabulary?: number | null | Error;
}

const variant = (context: number | null): VariantConfig => ({
  context,
  run: null,
  source: null,
  env: {},
  workDir: '/',
  stopCommand: null,
  readyTimeoutMs: 1,
  stopTimeoutMs: 1,
});

async function choose(given: Given) {
  const asked: string[] = [];
  const count = (name: string, tokens: number | null | Error | undefined) => async () => {
    asked.push(name);
    if (tokens instanceof Error) throw tokens;
    return tokens ?? null;
  };
  const body = {
    prompt: 'x'.repeat(given.bytes ?? 10),
    ...(given.maxTokens === undefined ? {} : { max_tokens: given.maxTokens }),
  };
  const { minVariant } = await chooseVariant({
    model: { name: 'tiny', reserveTokens: 100, variants: given.contexts.map(variant) },
    ready: given.ready ?? [],
    path: given.path ?? path,
    body,
    count: { resident: count('resident', given.resident), vocabulary: count('vocabulary', given.vocabulary) },
  });
  return { minVariant, asked };
}

describe('chooseVariant does not count', () => {
  const cases: [why: string, given: Given, minVariant: number][] = [
    ['with one variant', { contexts: [16], bytes: 9_999 }, 0],
    ['where the smallest context is not known', { contexts: [null, null], bytes: 9_999 }, 0],
    ['where the estimate fits the smallest', { contexts: [512, 1024], bytes: 408 }, 0],
    [
      'where the estimate fits the smallest, with what the client asks for',
      { contexts: [512, 1024], bytes: 8, maxTokens: 500 },
      0,
    ],
    ['on a route that fills no context', { contexts: [512, 1024], bytes: 9_999, path: '/tokenize' }, 0],
    ['where the only ready variant fits anyway', { contexts: [512, 1024, 2048], bytes: 800, ready: [1] }, 1],
    ['where all ready variants fit anyway', { contexts: [512, 1024, 2048], bytes: 800, ready: [1, 2] }, 1],
  ];
  for (const [why, given, minVariant] of cases) {
    it(why, async () => assert.deepEqual(await choose({ ...given, resident: 1 }), { minVariant, asked: [] }));
  }
});

describe('chooseVariant with an exact count', () => {
  it('takes the smallest that fits by it', async () => {
    assert.deepEqual(await choose({ contexts: [512, 1024], bytes: 900, resident: 300 }), {
      minVariant: 0,
      asked: ['resident'],
    });
  });
  it('fills a context to the last token', async () => {
    assert.equal((await choose({ contexts: [512, 1024], bytes: 900, resident: 412 })).minVariant, 0);
    assert.equal((await choose({ contexts: [512, 1024], bytes: 900, resident: 413 })).minVariant, 1);
  });
  it('counts while a smaller variant is ready, which may serve it', async () => {
    const { minVariant, asked } = await choose({ contexts: [512, 1024], bytes: 900, ready: [0, 1], resident: 300 });
    assert.deepEqual([minVariant, asked], [0, ['resident']]);
  });
  it('asks the vocabulary where no replica can tell', async () => {
    const { minVariant, asked } = await choose({
      contexts: [512, 1024],
      bytes: 2_000,
      resident: null,
      vocabulary: 300,
    });
    assert.deepEqual([minVariant, asked], [0, ['resident', 'vocabulary']]);
  });
  it('takes a variant of unknown context for large enough', async () => {
    assert.equal((await choose({ contexts: [512, null], bytes: 9_999, resident: 5_000 })).minVariant, 1);
  });
  it('takes a count of 0 for a count', async () => {
    assert.deepEqual((await choose({ contexts: [512, 1024], bytes: 2_000, resident: 0, vocabulary: 900 })).asked, [
      'resident',
    ]);
  });

  it('refuses what fits nowhere, with both numbers', async () => {
    await assert.rejects(choose({ contexts: [512, 1024], bytes: 9_999, maxTokens: 200, resident: 900 }), (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'context_length_exceeded');
      for (const number of ['900', '200', '1024', 'tiny']) assert.match(error.message, new RegExp(number));
      assert.deepEqual(error.details.fields, { n_prompt_tokens: 900, n_ctx: 1024, n_answer_tokens: 200 });
      return true;
    });
  });
  it('refuses a prompt that is too long by itself', async () => {
    await assert.rejects(choose({ contexts: [512, 1024], bytes: 9_999, vocabulary: 1_025 }), (error) => {
      assert.ok(error instanceof AppError);
      assert.deepEqual(error.details.fields, { n_prompt_tokens: 1_025, n_ctx: 1024 });
      return true;
    });
  });
  it('does not refuse for an answer that nobody asked for', async () => {
    assert.equal((await choose({ contexts: [512, 1024], bytes: 9_999, resident: 1_000 })).minVariant, 1);
  });
  it('holds no prompt in its message', async () => {
    await assert.rejects(
      choose({ contexts: [1, 2], bytes: 50, resident: 50 }),
      (error: Error) => !error.message.includes('xx'),
    );
  });
});

describe('chooseVariant without an exact count', () => {
  it('takes the smallest that fits by the estimate', async () => {
    assert.deepEqual(await choose({ contexts: [512, 1024, 2048], bytes: 800 }), {
      minVariant: 1,
      asked: ['resident', 'vocabulary'],
    });
  });
  it('takes the largest where the estimate fits nowhere, and refuses nothing', async () => {
    assert.equal((await choose({ contexts: [512, 1024, 2048], bytes: 99_999 })).minVariant, 2);
  });
  it('goes on where counting fails', async () => {
    assert.equal(
      (await choose({ contexts: [512, 1024], bytes: 800, resident: new Error('x'), vocabulary: new Error('y') }))
        .minVariant,
      1,
    );
  });
});

describe('chooseVariant, for any model and request', () => {
  const contexts = fc
    .uniqueArray(fc.integer({ min: 16, max: 4_096 }), { minLength: 1, maxLength: 5 })
    .map((it) => it.sort((a, b) => a - b));
  const given = fc.record({
    contexts,
    bytes: fc.integer({ min: 0, max: 6_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    maxTokens: fc.option(fc.integer({ min: 0, max: 2_000 }), { nil: undefined }),
    ready: fc.subarray([0, 1, 2, 3, 4]),
    known: fc.constantFrom('resident', 'vocabulary', 'nothing'),
  });

  it('the choice holds the request wherever one can be known to, and only an exact count refuses', async () => {
    await fc.assert(
      fc.asyncProperty(given, async ({ contexts, bytes, share, maxTokens, ready, known }) => {
        const exact = Math.floor(bytes * share);
        const counts = {
          resident: known === 'resident' ? exact : null,
          vocabulary: known === 'vocabulary' ? exact : null,
        };
        const body = { prompt: 'x'.repeat(bytes), ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }) };
        const reserved = neededTokens(path, body, 100);
        const largest = contexts.length - 1;
        const running = ready.filter((it) => it <= largest);
        const outcome = await choose({ contexts, bytes, maxTokens, ready: running, ...counts }).catch(
          (error: AppError) => error,
        );
        if (outcome instanceof Error) {
          assert.notEqual(known, 'nothing');
          assert.ok(contexts.length > 1);
          assert.ok(exact + (maxTokens ?? 0) > (contexts[largest] as number));
          return;
        }
        const context = contexts[outcome.minVariant] as number;
        assert.ok(exact + reserved <= context || outcome.minVariant === largest || contexts.length === 1);
        // Nothing smaller would have done, as far as was known.
        const below = contexts[outcome.minVariant - 1];
        const need = outcome.asked.includes(known) ? exact : estimateTokens(path, body);
        if (below !== undefined) assert.ok(need + reserved > below);
      }),
      { numRuns: 2_000 },
    );
  });
});
