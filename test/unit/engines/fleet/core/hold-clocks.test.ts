import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heldClocks } from '../../../../../server/engines/fleet/core/hold-clocks.ts';
import type { Model, Waiter } from '../../../../../server/engines/fleet/core/state.ts';
import { holdClock } from '../../../../../server/engines/fleet/core/wait-clock.ts';
import { loaded, loading } from '../fakes/fleet-under-test.ts';
import { now, type Scene, scene } from '../fakes/scene.ts';

const starting = { phase: 'starting' as const, readyAt: null };
const leaving = { phase: 'stopping' as const, stopSent: true };

/** Whether the clock of each waiter of the model is held. */
function held(given: (of: Scene, model: Model) => Waiter[], slots = 1): boolean[] {
  const of = scene(slots);
  const waiters = given(of, of.model('a'));
  const clocks = heldClocks(of.state, now);
  return waiters.map((waiter) => clocks.get(waiter.clock) === true);
}

describe('the clocks of those who wait for a model', () => {
  it('run while nothing is done for them', () => {
    assert.deepEqual(
      held(({ replica, waiter, model }, a) => {
        replica(model('b'), { inFlight: 1 });
        return [waiter(a)];
      }),
      [false],
    );
  });

  it('stand still while an engine starts that is large enough', () => {
    assert.deepEqual(
      held(({ replica, waiter }, a) => {
        replica(a, { ...starting, variant: 1 });
        return [waiter(a), waiter(a, { minVariant: 1 }), waiter(a, { minVariant: 2 })];
      }),
      [true, true, false],
    );
  });

  it('run where one is ready and merely full', () => {
    assert.deepEqual(
      held(({ replica, waiter }, a) => {
        replica(a, { room: 1, inFlight: 1 });
        replica(a, { ...starting, variant: 1 });
        return [waiter(a), waiter(a, { minVariant: 1 })];
      }, 2),
      [false, true],
    );
  });

  it('stand still while room is made for them, in the order of the line', () => {
    assert.deepEqual(
      held(({ replica, waiter, model }, a) => {
        replica(model('c'), leaving);
        return [waiter(a), waiter(model('b'))];
      }),
      [true, false],
    );
  });

  it('are not held for a slot that somebody asked for by name', () => {
    assert.deepEqual(
      held(({ replica, waiter, ask, model }, a) => {
        replica(model('c'), leaving);
        ask(model('d'));
        return [waiter(a)];
      }),
      [false],
    );
  });
});

describe('the clocks of those who wait for a source', () => {
  const missing = { config: { uri: 'hf://org/a', outputDir: '/models/a', files: null }, fetched: null };

  it('stand still while it is fetched, and so does all that limits the wait', () => {
    const of = scene();
    const a = of.model('a', { sources: [missing, missing, null] });
    const waiters = [of.waiter(a), of.waiter(a, { minVariant: 1, lora: 'x' })];
    of.state.fetching.add('/models/a');
    const clocks = heldClocks(of.state, now);
    assert.deepEqual(
      waiters.map((waiter) => clocks.get(waiter.clock)),
      [true, true],
    );
    assert.equal(clocks.get(a.fetchClock), false);
  });

  it('run again afterwards', () => {
    const of = scene();
    const a = of.model('a', { sources: [missing] });
    const waiter = of.waiter(a);
    const clocks = heldClocks(of.state, now);
    assert.equal(clocks.get(waiter.clock), false);
    assert.equal(clocks.get(a.fetchClock), true);
  });

  it('are not held for a slot before it is here', () => {
    const of = scene();
    const a = of.model('a', { sources: [missing] });
    of.replica(of.model('c'), leaving);
    const [first, second] = [of.waiter(a), of.waiter(of.model('b'))];
    const clocks = heldClocks(of.state, now);
    assert.deepEqual([clocks.get(first.clock), clocks.get(second.clock)], [false, true]);
  });
});

describe('the clocks of those who wait for a LoRA adapter', () => {
  const lora = 'x';

  it('stand still while an engine starts, whatever else is ready', () => {
    assert.deepEqual(
      held(({ replica, waiter }, a) => {
        replica(a, { room: 1, inFlight: 1 });
        replica(a, starting);
        return [waiter(a, { lora }), waiter(a)];
      }, 2),
      [true, false],
    );
  });

  it('run while a ready engine loads it, or has it and is full', () => {
    const withLora = (state: ReturnType<typeof loaded>) =>
      held(({ replica, waiter }, a) => {
        replica(a, { loras: new Map([[lora, state]]), room: 1, inFlight: 1 });
        replica(a, state === loading ? {} : starting);
        return [waiter(a, { lora })];
      }, 2);
    assert.deepEqual(withLora(loading), [false]);
    assert.deepEqual(withLora(loaded()), [false]);
  });

  it('stand still while an engine is to be renewed, until that has failed', () => {
    const withRenewal = (renewal: Model['renewal']) =>
      held(({ replica, waiter }, a) => {
        a.renewal = renewal;
        replica(a, { key: 'before', inFlight: 1 });
        return [waiter(a, { lora })];
      });
    assert.deepEqual(withRenewal('untried'), [true]);
    assert.deepEqual(withRenewal('done'), [true]);
    assert.deepEqual(withRenewal('failed'), [false]);
  });

  it('stand still while room is made', () => {
    assert.deepEqual(
      held(({ replica, waiter, model }, a) => {
        replica(model('c'), leaving);
        return [waiter(a, { lora })];
      }),
      [true],
    );
  });

  it('are one each: one that is held does not hold another', () => {
    const of = scene(2);
    const a = of.model('a');
    of.replica(a, { loras: new Map([['y', loaded()]]), room: 1, inFlight: 1 });
    of.replica(a, { ...starting });
    const [x, y] = [of.waiter(a, { lora: 'x' }), of.waiter(a, { lora: 'y' })];
    for (const [clock, stands] of heldClocks(of.state, now)) holdClock(clock, stands, now);
    assert.deepEqual([x.clock.held, y.clock.held], [true, false]);
  });
});
