import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { editDistance, nearest } from '../../../server/platform/nearest.ts';

describe('near names', () => {
  const names = ['tiny', 'tiny-large', 'gpt-4o-mini', 'llama-3.1-8b', 'qwen2.5'];
  for (const [wanted, expected] of [
    ['tinny', ['tiny']],
    ['tniy', ['tiny']],
    ['tyni', ['tiny']],
    ['TINY', ['tiny', 'tiny-large']],
    ['gpt-4o', ['gpt-4o-mini']],
    ['llama', ['llama-3.1-8b']],
    ['3.1-8b', ['llama-3.1-8b']],
    ['org/llama-3.1-8b', ['llama-3.1-8b']],
    ['zebra', []],
    ['', []],
  ] as const)
    it(`for ${JSON.stringify(wanted)} are ${JSON.stringify(expected)}`, () =>
      assert.deepEqual(nearest(wanted, names), expected));

  it('are as many as asked for, the nearest first', () => {
    assert.deepEqual(nearest('abcd', ['abcdefgh', 'abxd', 'abcde', 'abce'], 2), ['abxd', 'abcde']);
  });

  it('are found in bounded time, whatever is asked', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `${'a'.repeat(190)}${i}`);
    const before = performance.now();
    nearest('b'.repeat(200), many);
    nearest('a'.repeat(200), many);
    nearest('x'.repeat(10_000_000), many);
    // About 50 ms; the bound is generous for a busy machine.
    assert.ok(performance.now() - before < 2_000);
  });
});

describe('the distance of two words', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  /** The textbook's recursion. */
  const slow = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length;
    const cost = a.at(-1) === b.at(-1) ? 0 : 1;
    const [a1, b1] = [a.slice(0, -1), b.slice(0, -1)];
    const options = [slow(a1, b) + 1, slow(a, b1) + 1, slow(a1, b1) + cost];
    if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
      options.push(slow(a.slice(0, -2), b.slice(0, -2)) + 1);
    return Math.min(...options);
  };

  it('is that of the definition, up to the limit', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
    fc.assert(
      fc.property(short, short, fc.nat(6), (a, b, max) => {
        assert.equal(editDistance(a, b, max), Math.min(slow(a, b), max + 1));
      }),
    );
  });

  it('is 0 for the same word only, and the same both ways', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b, 8) === 0, a === b);
        assert.equal(editDistance(a, b, 8), editDistance(b, a, 8));
      }),
    );
  });
});
