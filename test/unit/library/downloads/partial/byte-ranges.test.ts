import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  bytesIn,
  cutParts,
  gapsOf,
  prefixOf,
  type Span,
  withSpan,
} from '../../../../../server/library/downloads/partial/byte-ranges.ts';

describe('a span that is added', () => {
  it('stands alone between others', () => {
    assert.deepEqual(
      withSpan(
        [
          [0, 10],
          [40, 50],
        ],
        [20, 30],
      ),
      [
        [0, 10],
        [20, 30],
        [40, 50],
      ],
    );
  });

  it('grows together with its neighbours', () => {
    assert.deepEqual(
      withSpan(
        [
          [0, 10],
          [20, 30],
        ],
        [10, 20],
      ),
      [[0, 30]],
    );
  });

  it('swallows what it covers', () => {
    assert.deepEqual(
      withSpan(
        [
          [5, 10],
          [20, 30],
          [60, 70],
        ],
        [0, 50],
      ),
      [
        [0, 50],
        [60, 70],
      ],
    );
  });

  it('changes nothing when it is empty', () => {
    assert.deepEqual(withSpan([[0, 10]], [20, 20]), [[0, 10]]);
  });
});

describe('what is missing', () => {
  it('lies before, between and behind what is there', () => {
    assert.deepEqual(
      gapsOf(
        [
          [10, 20],
          [30, 40],
        ],
        50,
      ),
      [
        [0, 10],
        [20, 30],
        [40, 50],
      ],
    );
  });

  it('is nothing when all is there, and all when nothing is', () => {
    assert.deepEqual(gapsOf([[0, 50]], 50), []);
    assert.deepEqual(gapsOf([], 50), [[0, 50]]);
    assert.deepEqual(gapsOf([], 0), []);
  });

  it('is cut into parts of the same size, the last one of each gap aside', () => {
    assert.deepEqual(
      cutParts(
        [
          [0, 25],
          [30, 35],
        ],
        10,
      ),
      [
        [0, 10],
        [10, 20],
        [20, 25],
        [30, 35],
      ],
    );
  });
});

it('the prefix is what is there from the first byte on', () => {
  assert.equal(
    prefixOf([
      [0, 7],
      [9, 12],
    ]),
    7,
  );
  assert.equal(prefixOf([[1, 7]]), 0);
  assert.equal(prefixOf([]), 0);
});

it('however spans are added, there and missing make the whole, once each', () => {
  const span = fc.tuple(fc.nat(200), fc.nat(200)).map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]);
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), (added) => {
      const spans = added.reduce<Span[]>((all, one) => withSpan(all, one), []);
      const there = new Set(added.flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i)));
      assert.equal(bytesIn(spans), there.size);
      assert.equal(bytesIn(spans) + bytesIn(gapsOf(spans, 200)), 200);
      const parts = [...spans, ...cutParts(gapsOf(spans, 200), 7)];
      assert.deepEqual(
        parts.reduce<Span[]>((all, one) => withSpan(all, one), []),
        [[0, 200]],
      );
    }),
  );
});
