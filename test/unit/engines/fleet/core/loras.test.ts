import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasLora, loraRefusal, mayGetLora } from '../../../../../server/engines/fleet/core/loras.ts';
import { newTrouble, type Replica } from '../../../../../server/engines/fleet/core/state.ts';
import { failed, loaded, loading, remoteModel } from '../fakes/fleet-under-test.ts';
import { now, type Row, runRows, scene } from '../fakes/scene.ts';

const has = (lora: ReturnType<typeof loaded>) => ({ loras: new Map([['x', lora]]) });
const starting = { phase: 'starting' as const, readyAt: null };
const lora = 'x';

const rows: readonly Row[] = [
  {
    name: 'a waiter for a LoRA adapter goes to a replica that has it, though another one is idle',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a);
      replica(a, { ...has(loaded()), inFlight: 5 });
      waiter(a, { lora });
    },
    wants: ['grant a-1'],
  },
  {
    name: 'grants for the base model and for LoRA adapters share the seats',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, { ...has(loaded()), room: 2 });
      replica(a, { room: 1, inFlight: 1 });
      waiter(a);
      waiter(a, { lora });
      waiter(a, { lora });
    },
    wants: ['grant a-0', 'grant a-0'],
  },
  {
    name: 'a failing one that has it serves when no other one has it',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a);
      replica(a, { ...has(loaded()), failingUntil: now + 5000 });
      waiter(a, { lora });
    },
    wants: ['grant a-1'],
  },
  {
    name: 'one that loads it is waited for: no second start',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, has(loading));
      waiter(a, { lora });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'one that knows nothing of it is waited for, too',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a);
      waiter(a, { lora });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'for max_wait at most',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a);
      waiter(a, { lora, since: now - 60_000 });
    },
    wants: ['reject queue_timeout'],
  },
  {
    name: 'without any replica one is started',
    given: ({ model, waiter }) => void waiter(model('a'), { lora }),
    wants: ['start a/0'],
  },
  {
    name: 'when all have failed on it: refused with the reason; the base model is not',
    slots: 3,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, { ...has(failed('rank')), room: 1, inFlight: 1 });
      replica(a, { ...has(failed('rank')), room: 1, inFlight: 1 });
      waiter(a, { lora });
      waiter(a);
    },
    wants: ['reject lora_load_failed'],
  },
  {
    name: 'of those that are large enough',
    slots: 3,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, { ...has(loaded()) });
      replica(a, { ...has(failed('rank')), variant: 1 });
      waiter(a, { lora, minVariant: 1 });
    },
    wants: ['reject lora_load_failed'],
  },
  {
    name: 'one that starts may still have it',
    slots: 3,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, has(failed('rank')));
      replica(a, starting);
      waiter(a, { lora });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'one that leaves does not count',
    slots: 3,
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, has(failed('rank')));
      replica(a, { phase: 'stopping', stopSent: true });
      waiter(a, { lora });
    },
    wants: ['reject lora_load_failed'],
  },
  {
    name: 'one that has failed, but is to be renewed, may have it then',
    slots: 1,
    given: ({ model, replica, waiter }) => {
      const a = model('a', { renewal: 'untried' });
      replica(a, { ...has(failed('rank')), key: 'before' });
      waiter(a, { lora });
    },
    wants: ['drain a-0 config and start anew'],
  },
  {
    name: 'unless that renewal has failed',
    slots: 1,
    given: ({ model, replica, waiter }) => {
      const a = model('a', { renewal: 'failed' });
      replica(a, { ...has(failed('rank')), key: 'before' });
      waiter(a, { lora });
    },
    wants: ['reject lora_load_failed'],
  },
  {
    name: 'a model that is given up refuses them as all others',
    given: ({ model, waiter }) => void waiter(model('a', { trouble: { ...newTrouble(), failed: 'x' } }), { lora }),
    wants: ['reject engine_start_failed'],
  },
  {
    name: 'a replica that they wait for is not idle to other models',
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, has(loading));
      waiter(a, { lora });
      waiter(model('b'));
    },
    wants: ['wake +10000'],
  },
  {
    name: 'but makes room for them when they are due',
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, has(loading));
      waiter(a, { lora });
      waiter(model('b'), { since: now - 30_000 });
    },
    wants: ['drain a-0 swap'],
  },
  {
    name: 'the room is for the other then, though those have waited longer',
    given: ({ model, waiter }) => {
      waiter(model('a'), { lora, since: now - 50_000, lineSince: now, lineCountedMs: 50_000 });
      waiter(model('b'), { since: now - 30_000 });
    },
    wants: ['start b/0'],
  },
  {
    name: 'and they make room in turn only after half of max_wait again',
    given: ({ model, replica, waiter }) => {
      waiter(model('a'), { lora, since: now - 50_000, lineSince: now - 1000, lineCountedMs: 49_000 });
      replica(model('b'), { inFlight: 1 });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'a larger variant of their own model takes the room of a smaller one at once',
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, has(loading));
      waiter(a, { lora });
      waiter(a, { minVariant: 1 });
    },
    wants: ['drain a-0 swap'],
  },
  {
    name: 'a further replica is started when one that has it is full',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a', { room: 1 });
      a.config = { ...a.config, replicas: 2 };
      replica(a, { ...has(loaded()), room: 1, inFlight: 1 });
      waiter(a, { lora });
    },
    wants: ['start a/0'],
  },
  {
    name: 'none because it is still being loaded',
    slots: 2,
    given: ({ model, replica, waiter }) => {
      const a = model('a', { room: 1 });
      a.config = { ...a.config, replicas: 2 };
      replica(a, { ...has(loading), room: 1 });
      waiter(a, { lora });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'an idle replica is not unloaded under a waiter',
    given: ({ model, replica, waiter }) => {
      const a = model('a');
      a.config = { ...a.config, idleUnloadMs: 100 };
      replica(a, has(loading));
      waiter(a, { lora });
    },
    wants: ['wake +100'],
  },
];

describe('waiters for a LoRA adapter', () => {
  runRows(rows);
});

describe('a replica', () => {
  const pair = (changes: Partial<Replica>, needs: object = {}) => {
    const of = scene();
    const a = of.model('a', { renewal: 'untried' });
    return [of.replica(a, changes), of.waiter(a, { lora, ...needs })] as const;
  };

  it('has a LoRA adapter when it is ready, large enough, and has loaded it', () => {
    assert.equal(hasLora(...pair(has(loaded()))), true);
    assert.equal(hasLora(...pair(has(loading))), false);
    assert.equal(hasLora(...pair({})), false);
    assert.equal(hasLora(...pair({ ...has(loaded()), phase: 'unready' })), false);
    assert.equal(hasLora(...pair(has(loaded()), { minVariant: 1 })), false);
    assert.equal(hasLora(...pair(has(loaded()), { lora: null })), false);
  });

  it('may get it while it starts, comes back, or is renewed', () => {
    const probe = scene().replica(scene().model('b')).probe;
    assert.equal(mayGetLora(...pair(starting)), true);
    assert.equal(mayGetLora(...pair({ key: 'before' })), true);
    assert.equal(mayGetLora(...pair({ phase: 'unready', probe: { ...probe, last: 'loading' } })), true);
    assert.equal(mayGetLora(...pair({ phase: 'unready', probe: { ...probe, last: 'unreachable' } })), false);
    assert.equal(mayGetLora(...pair({ phase: 'draining' })), false);
    assert.equal(mayGetLora(...pair({})), false);
    assert.equal(mayGetLora(...pair(starting, { minVariant: 1 })), false);
  });

  it('that has failed without a word is given one', () => {
    const [, waiter] = pair({ loras: new Map([['x', { state: 'failed', id: null, reason: null }]]) });
    assert.match(loraRefusal(waiter)?.message ?? '', /a-0 did not load the LoRA adapter "x"/);
  });
});

describe('remote replicas', () => {
  it('that are lost neither give hope nor a reason', () => {
    const of = scene();
    const far = of.model('far', { remote: true, config: remoteModel('far', ['http://x', 'http://y']) });
    const first = of.replica(far, { remote: true, ...has(failed('rank')) });
    const lost = { ...first.probe, last: 'unreachable' as const };
    of.replica(far, { remote: true, phase: 'unready', probe: lost, ...has(loaded()) });
    const waiter = of.waiter(far, { lora });
    assert.equal(loraRefusal(waiter)?.code, 'lora_load_failed');
    first.phase = 'unready';
    first.probe = lost;
    assert.equal(loraRefusal(waiter), null);
  });
});
