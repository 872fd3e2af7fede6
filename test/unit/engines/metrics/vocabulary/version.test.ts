import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inRange, isBefore, parseVersion } from '../../../../../server/engines/metrics/vocabulary/version.ts';

describe('a version', () => {
  const read: Readonly<Record<string, readonly number[] | null>> = {
    '0.32.0': [0, 32, 0],
    'v0.5.23': [0, 5, 23],
    '0.11': [0, 11],
    '0.9.2.dev5+gabc123': [0, 9, 2],
    '0.4.6.post2': [0, 4, 6],
    'b6123-1a2b3c4d': null,
    dev: null,
    '': null,
  };
  for (const [text, numbers] of Object.entries(read))
    it(`"${text}" is ${numbers?.join(' ') ?? 'not known'}`, () => assert.deepEqual(parseVersion(text), numbers));

  it('compares by its numbers, not by its letters', () => {
    assert.ok(isBefore([0, 9, 2], [0, 11]));
    assert.ok(!isBefore([0, 11], [0, 9, 2]));
  });

  it('is the same with a zero behind it', () => {
    assert.ok(!isBefore([0, 11], [0, 11, 0]));
    assert.ok(!isBefore([0, 11, 0], [0, 11]));
  });
});

describe('a range', () => {
  it('has its first version in it, and its last not', () => {
    assert.ok(inRange([0, 9, 2], { from: '0.9.2' }));
    assert.ok(!inRange([0, 9, 1], { from: '0.9.2' }));
    assert.ok(!inRange([0, 11, 0], { before: '0.11' }));
    assert.ok(inRange([0, 10, 9], { from: '0.9.2', before: '0.11' }));
  });

  it('without ends has every version in it', () => assert.ok(inRange([0], {})));
});
