import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spread } from '../../../../scripts/bench/statistics.ts';

test('median and quartiles of an odd and an even number of values', () => {
  assert.deepEqual(spread([3, 1, 2]), { median: 2, low: 1.5, high: 2.5 });
  assert.deepEqual(spread([4, 1, 2, 3]), { median: 2.5, low: 1.75, high: 3.25 });
  assert.deepEqual(spread([7]), { median: 7, low: 7, high: 7 });
});

test('nothing measured is an error, not a bar met', () => {
  assert.throws(() => spread([]), /nothing was measured/);
});
