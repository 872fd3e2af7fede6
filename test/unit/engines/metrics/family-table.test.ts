import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FamilyTable } from '../../../../server/engines/metrics/family-table.ts';
import type { FamilyBlock, MetricType } from '../../../../server/engines/metrics/text/family.ts';

const block = (name: string, type: MetricType, ...lines: string[]): FamilyBlock => ({ name, type, help: null, lines });

function render(...blocks: readonly FamilyBlock[]): string[] {
  const table = new FamilyTable();
  for (const one of blocks) table.add(one);
  return table.render().trimEnd().split('\n');
}

describe('families of many sources', () => {
  it('have one head each and all samples under it, in the order of their coming', () => {
    assert.deepEqual(render(block('a', 'gauge', 'a 1'), block('b', 'gauge', 'b 1'), block('a', 'gauge', 'a 2')), [
      '# TYPE a gauge',
      'a 1',
      'a 2',
      '# TYPE b gauge',
      'b 1',
    ]);
  });

  it('have the first help that somebody gives', () => {
    const helped = { ...block('a', 'gauge'), help: 'Of a.' };
    assert.equal(render(block('a', 'gauge'), helped, { ...helped, help: 'Other.' })[0], '# HELP a Of a.');
  });

  it('are untyped where the sources do not agree on the type', () => {
    assert.deepEqual(render(block('a', 'gauge', 'a 1'), block('a', 'counter', 'a 2')), [
      '# TYPE a untyped',
      'a 1',
      'a 2',
    ]);
  });

  it('are as many families as they have parts where one is a histogram to some only', () => {
    const histogram = block('a', 'histogram', 'a_bucket{le="1"} 1', 'a_sum 1', 'a_count 1');
    assert.deepEqual(render(histogram, block('a', 'gauge', 'a 2')), [
      '# TYPE a untyped',
      'a 2',
      '# TYPE a_bucket untyped',
      'a_bucket{le="1"} 1',
      '# TYPE a_sum untyped',
      'a_sum 1',
      '# TYPE a_count untyped',
      'a_count 1',
    ]);
  });

  for (const [order, blocks] of Object.entries({
    first: [block('a', 'histogram', 'a_sum 1', 'a_count 1'), block('a_count', 'gauge', 'a_count 2')],
    last: [block('a_count', 'gauge', 'a_count 2'), block('a', 'histogram', 'a_sum 1', 'a_count 1')],
  }))
    it(`give a part to the family that is called like it, where the histogram comes ${order}`, () => {
      const lines = render(...blocks);
      const at = lines.indexOf('# TYPE a_count gauge');
      assert.deepEqual(lines.slice(at + 1, at + 3).toSorted(), ['a_count 1', 'a_count 2']);
      assert.ok(lines.includes('# TYPE a untyped'));
      assert.ok(lines.includes('# TYPE a_sum untyped'));
    });

  it('leave the blocks that they are made of as they were', () => {
    const first = block('a', 'gauge', 'a 1');
    render(first, block('a', 'gauge', 'a 2'));
    assert.deepEqual(first.lines, ['a 1']);
  });
});
