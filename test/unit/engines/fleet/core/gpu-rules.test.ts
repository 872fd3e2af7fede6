/** What the rules make of GPUs: who starts, who leaves, who waits. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outlookOf } from '../../../../../server/engines/fleet/core/room/outlook.ts';
import { victimFor } from '../../../../../server/engines/fleet/core/room/victims.ts';
import type { Model, Replica } from '../../../../../server/engines/fleet/core/state.ts';
import type { GpusConfig } from '../../../../../server/platform/config/config.ts';
import { now, type Row, runRows, type Scene, scene } from '../fakes/scene.ts';
import { gpusOf } from '../fakes/with-gpus.ts';

/** A model whose every variant asks for these, on a machine with GPUs 0 to 3. */
function gpuModel(of: Scene, name: string, gpus: GpusConfig): Model {
  of.state.gpus = gpusOf(0, 1, 2, 3);
  const model = of.model(name);
  model.plans = model.plans.map((plan) => (plan === null || 'error' in plan ? plan : { ...plan, gpus }));
  return model;
}

function holding(of: Scene, name: string, ids: readonly number[], changes: Partial<Replica> = {}): Replica {
  const model = gpuModel(of, name, { ids });
  return of.replica(model, { gpus: { engineId: name, ids, shared: false }, ...changes });
}

const rows: readonly Row[] = [
  {
    name: 'GPUs that are free are a start',
    slots: 9,
    given(of) {
      holding(of, 'a', [0]);
      of.waiter(gpuModel(of, 'b', { ids: [1] }));
    },
    wants: ['start b/0'],
  },
  {
    name: 'GPUs without a slot are none: the one that was idle for the longest time leaves, whatever it has',
    slots: 2,
    given(of) {
      holding(of, 'a', [0], { lastUsed: now - 5000 });
      holding(of, 'b', [1]);
      of.waiter(gpuModel(of, 'c', { ids: [2] }));
    },
    wants: ['drain a-0 swap'],
  },
  {
    name: 'where GPUs are lacking, only those that have them leave',
    slots: 9,
    given(of) {
      holding(of, 'a', [0], { lastUsed: now - 5000 });
      holding(of, 'b', [1]);
      of.waiter(gpuModel(of, 'c', { ids: [1] }));
    },
    wants: ['drain b-1 swap'],
  },
  {
    name: 'GPUs that are on their way are waited for',
    slots: 9,
    given(of) {
      holding(of, 'a', [1]);
      holding(of, 'b', [0], { phase: 'stopping', stopSent: true });
      of.waiter(gpuModel(of, 'c', { ids: [0] }));
    },
    wants: ['wake +10000'],
  },
  {
    name: 'an ask comes before those who wait, for GPUs too',
    slots: 9,
    given(of) {
      holding(of, 'a', [0, 1, 2, 3], { phase: 'stopping', stopSent: true });
      of.waiter(gpuModel(of, 'b', { count: 1 }));
      of.ask(gpuModel(of, 'c', { count: 4 }));
    },
    wants: ['wake +30000'],
  },
  {
    name: 'nothing is started by itself on GPUs that somebody waits for',
    slots: 9,
    given(of) {
      holding(of, 'a', [0], { phase: 'stopping', stopSent: true });
      of.waiter(gpuModel(of, 'b', { ids: [0, 1] }));
      const wished = gpuModel(of, 'c', { ids: [1] });
      wished.wish = 0;
    },
    wants: ['forget-wish c'],
  },
  {
    name: 'GPUs that nobody knows are asked for before anything else',
    slots: 9,
    given(of) {
      of.waiter(gpuModel(of, 'a', { count: 1 }));
      of.state.gpus = null;
    },
    wants: ['find GPUs'],
  },
  {
    name: 'GPUs that are not there are a refusal',
    given(of) {
      of.waiter(gpuModel(of, 'a', { count: 5 }));
    },
    wants: ['reject engine_start_failed'],
  },
];

describe('decide, about GPUs', () => runRows(rows));

describe('who makes room', () => {
  const victims = (of: Scene, want: Model, who: 'idle' | 'any'): string[] => {
    const gone: string[] = [];
    for (;;) {
      const outlook = outlookOf(of.state);
      const victim = victimFor(of.state, outlook, { model: want, variant: 0 }, who);
      if (!victim || outlook.claim({ model: want, variant: 0 })) return gone;
      gone.push(victim.id);
      victim.phase = 'draining';
    }
  };

  it('is nobody where one that is busy would have to go too', () => {
    const of = scene(9);
    holding(of, 'a', [0]);
    holding(of, 'b', [1], { inFlight: 1 });
    assert.deepEqual(victims(of, gpuModel(of, 'c', { ids: [0, 1] }), 'idle'), []);
  });

  it('are all that have to, one after the other, the idle ones first', () => {
    const of = scene(9);
    holding(of, 'a', [0], { inFlight: 1, readyAt: now - 9000 });
    holding(of, 'b', [1]);
    holding(of, 'c', [2], { lastUsed: now - 9000 });
    assert.deepEqual(victims(of, gpuModel(of, 'd', { ids: [0, 1] }), 'any'), ['b-1', 'a-0']);
  });

  it('is the one whose end is enough, not those that were idle for longer and have too few', () => {
    const of = scene(9);
    holding(of, 'a', [0], { lastUsed: now - 9000 });
    holding(of, 'b', [1, 2], { lastUsed: now - 8000 });
    holding(of, 'c', [3], { inFlight: 1 });
    assert.deepEqual(victims(of, gpuModel(of, 'd', { count: 2 }), 'idle'), ['b-1']);
  });

  it('is a start that nobody waits for, when it is due', () => {
    const of = scene(9);
    holding(of, 'a', [0], { phase: 'starting', readyAt: null });
    const want = gpuModel(of, 'b', { ids: [0] });
    assert.deepEqual(victims(of, want, 'idle'), []);
    assert.deepEqual(victims(of, want, 'any'), ['a-0']);
  });

  it('is nobody for GPUs that those before have claimed', () => {
    const of = scene(9);
    const outlook = outlookOf(of.state);
    const [first, second] = [gpuModel(of, 'a', { count: 3 }), gpuModel(of, 'b', { count: 2 })];
    assert.ok(outlook.claim({ model: first, variant: 0 }));
    assert.equal(outlook.claim({ model: second, variant: 0 }), false);
    assert.equal(outlook.fitsNow({ model: second, variant: 0 }), false);
    assert.equal(victimFor(of.state, outlook, { model: second, variant: 0 }, 'any'), null);
    assert.equal(outlook.isEmpty(), false);
  });
});
