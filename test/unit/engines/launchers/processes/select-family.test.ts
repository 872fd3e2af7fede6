import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ProcessEntry } from '../../../../../server/engines/launchers/processes/process-table.ts';
import { type ProcessGroup, selectFamily } from '../../../../../server/engines/launchers/processes/select-family.ts';
import { entry } from './entry.ts';

const self = 99;
const group: ProcessGroup = { id: 100, startTicks: 1000 };
const pidsOf = (entries: readonly ProcessEntry[], groups: readonly ProcessGroup[] = [group]): number[] =>
  selectFamily(entries, { isOurs: (marker) => marker.startsWith('g/'), groups }, self).map(({ pid }) => pid);

describe('which processes belong to an engine', () => {
  test('those of its process group', () => {
    assert.deepEqual(pidsOf([entry(100), entry(101, { group: 100 }), entry(102)]), [100, 101]);
  });

  test('those that left the group but not the session', () => {
    assert.deepEqual(pidsOf([entry(101, { session: 100 })]), [101]);
  });

  test('those that left everything and carry the marker', () => {
    assert.deepEqual(pidsOf([entry(101, { marker: 'g/a/1' }), entry(102, { marker: 'other/a/1' })]), [101]);
  });

  test('their children at any depth, in whatever order they are listed', () => {
    const entries = [entry(300, { parent: 200 }), entry(200, { parent: 101 }), entry(101, { marker: 'g/a/1' })];
    assert.deepEqual(pidsOf(entries).sort(), [101, 200, 300]);
  });

  test('nothing of it: strangers and their children', () => {
    assert.deepEqual(pidsOf([entry(200), entry(201, { parent: 200, group: 200, session: 200 })]), []);
  });

  test('a zombie is gone already, but its living group is not', () => {
    assert.deepEqual(pidsOf([entry(100, { zombie: true }), entry(101, { group: 100 })]), [101]);
  });

  test('init never belongs, whatever it looks like', () => {
    assert.deepEqual(pidsOf([entry(1, { parent: 0, marker: 'g/a/1' }), entry(2)]), []);
  });

  test('the one who asks never belongs, even with an inherited marker, and neither do its other children', () => {
    assert.deepEqual(pidsOf([entry(self, { marker: 'g/a/1' }), entry(200, { parent: self })]), []);
  });

  test('a group whose number was given to a later process is nobody of ours', () => {
    const later = entry(100, { startTicks: 5000 });
    assert.deepEqual(pidsOf([later, entry(101, { group: 100, parent: 100 })]), []);
  });

  test('a group whose leader has gone still counts', () => {
    assert.deepEqual(pidsOf([entry(101, { group: 100, session: 100 })]), [101]);
  });

  test('where start times are not known the number decides', () => {
    const entries = [entry(100, { startTicks: null, session: null })];
    assert.deepEqual(pidsOf(entries), [100]);
    assert.deepEqual(pidsOf([entry(100)], [{ id: 100, startTicks: null }]), [100]);
  });
});
