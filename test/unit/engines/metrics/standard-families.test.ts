import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StandardFamilies } from '../../../../server/engines/metrics/standard-families.ts';
import type { Family } from '../../../../server/engines/metrics/text/family.ts';

const family = (name: string, type: Family['type'] = 'gauge'): Family => ({ name, type, help: `Of ${name}.` });
const mapping = new Map([
  ['new', [{ name: 'r:x', rank: 0 }]],
  ['old', [{ name: 'r:x', rank: 1 }]],
  [
    'both',
    [
      { name: 'r:y', rank: 0 },
      { name: 'k:y', rank: 0 },
    ],
  ],
]);

describe('families under standard names', () => {
  it('keep their type, help, labels and values', () => {
    const families = new StandardFamilies(mapping);
    families.add(family('new', 'histogram'), '_bucket', '{le="1"} 2');
    families.add(family('new', 'histogram'), '_count', ' 2');
    assert.deepEqual(families.blocks(), [
      { name: 'r:x', type: 'histogram', help: 'Of new.', lines: ['r:x_bucket{le="1"} 2', 'r:x_count 2'] },
    ]);
  });

  for (const [order, first, second] of [
    ['before', 'new', 'old'],
    ['behind', 'old', 'new'],
  ] as const)
    it(`come from the preferred name only, where it comes ${order} another`, () => {
      const families = new StandardFamilies(mapping);
      families.add(family(first), '', ` ${first === 'new' ? 1 : 2}`);
      families.add(family(second), '', ` ${second === 'new' ? 1 : 2}`);
      assert.deepEqual(
        families.blocks().map(({ lines, help }) => [lines, help]),
        [[['r:x 1'], 'Of new.']],
      );
    });

  it('come from another name where the preferred one is not there', () => {
    const families = new StandardFamilies(mapping);
    families.add(family('old'), '', ' 2');
    assert.deepEqual(families.blocks()[0]?.lines, ['r:x 2']);
  });

  it('may be several of one', () => {
    const families = new StandardFamilies(mapping);
    families.add(family('both'), '', ' 1');
    assert.deepEqual(
      families.blocks().map(({ lines }) => lines),
      [['r:y 1'], ['k:y 1']],
    );
  });

  it('are none where the mapping has no name', () => {
    const families = new StandardFamilies(mapping);
    families.add(family('other'), '', ' 1');
    assert.deepEqual(families.blocks(), []);
  });
});
