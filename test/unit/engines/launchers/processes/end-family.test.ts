import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type EndFamilyOptions, endFamily } from '../../../../../server/engines/launchers/processes/end-family.ts';
import type { ProcessEntry } from '../../../../../server/engines/launchers/processes/process-table.ts';
import { entry } from './entry.ts';

type Signal = 'SIGTERM' | 'SIGKILL';

/** Processes that carry the marker; `obeys` says at which signal one goes. */
function machine(obeys: Record<number, Signal | 'nothing'>, also: readonly ProcessEntry[] = []) {
  const living = new Set(Object.keys(obeys).map(Number));
  const sent: string[] = [];
  let looks = 0;
  const options: EndFamilyOptions = {
    table: {
      async list() {
        looks += 1;
        return [...also, ...[...living].map((pid) => entry(pid, { marker: 'ours' }))];
      },
      startTicks: () => null,
    },
    marks: { isOurs: (marker) => marker === 'ours', groups: [] },
    notBefore: null,
    mayKill: () => looks >= 3,
    quiet: { rounds: 2, gapMs: 0 },
    giveUp: () => looks >= 6,
    signal(pid, signal) {
      sent.push(`${signal} ${pid}`);
      if (signal === 'SIGKILL' ? obeys[pid] !== 'nothing' : obeys[pid] === 'SIGTERM') living.delete(pid);
    },
  };
  return { options, sent, looks: () => looks, living };
}

describe('ending what is left of an engine', () => {
  test('where nothing is left nobody is signalled, and it looks twice', async () => {
    const { options, sent, looks } = machine({}, [entry(500)]);
    assert.equal(await endFamily(options), true);
    assert.deepEqual(sent, []);
    assert.equal(looks(), 2);
  });

  test('each is asked once with SIGTERM', async () => {
    const { options, sent } = machine({ 10: 'SIGTERM', 11: 'SIGTERM' });
    assert.equal(await endFamily(options), true);
    assert.deepEqual(sent, ['SIGTERM 10', 'SIGTERM 11']);
  });

  test('those that stay are killed when the time is over', async () => {
    const { options, sent } = machine({ 10: 'SIGTERM', 11: 'SIGKILL' });
    assert.equal(await endFamily(options), true);
    assert.deepEqual(sent, ['SIGTERM 10', 'SIGTERM 11', 'SIGKILL 11']);
  });

  test('without time there is no SIGTERM', async () => {
    const { options, sent } = machine({ 10: 'SIGTERM' });
    await endFamily({ ...options, mayKill: () => true });
    assert.deepEqual(sent, ['SIGKILL 10']);
  });

  test('one that shows only at the second look is ended as well', async () => {
    const { options, sent, looks, living } = machine({ 10: 'SIGTERM' });
    living.clear();
    const { table } = options;
    const list = async (): Promise<readonly ProcessEntry[]> => {
      if (looks() === 1) living.add(10);
      return table.list();
    };
    assert.equal(await endFamily({ ...options, table: { ...table, list } }), true);
    assert.deepEqual(sent, ['SIGTERM 10']);
  });

  test('what cannot be ended is waited for no longer than allowed', async () => {
    const { options, living } = machine({ 10: 'nothing' });
    assert.equal(await endFamily(options), false);
    assert.deepEqual([...living], [10]);
  });
});
