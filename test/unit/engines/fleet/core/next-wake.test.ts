import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextWake } from '../../../../../server/engines/fleet/core/next-wake.ts';
import { now, type Scene, scene } from '../fakes/scene.ts';

const never = Number.POSITIVE_INFINITY;
const quiet = { nextAt: never, running: false, misses: 0, missed: false, last: 'ready' as const, reason: null, seq: 0 };

/** In how many milliseconds the loop looks again. */
function wakesIn(given: (of: Scene) => void, slots = 1): number {
  const of = scene(slots);
  given(of);
  for (const replica of of.state.replicas) replica.probe = { ...replica.probe, ...quiet };
  return nextWake(of.state, now) - now;
}

describe('the next look', () => {
  it('is not planned where nothing can come of itself', () => {
    assert.equal(
      wakesIn(({ model, replica }) => void replica(model('a'))),
      never,
    );
  });

  it('comes when the first who waits has waited for max_wait', () => {
    const wakes = wakesIn(({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, { room: 1, inFlight: 1 });
      waiter(a, { since: now - 20_000 });
      waiter(a, { since: now - 10_000 });
    });
    assert.equal(wakes, 40_000);
  });

  it('sees that waiters for LoRA adapters have patience of their own', () => {
    const wakes = wakesIn(({ model, replica, waiter }) => {
      const a = model('a');
      replica(a, { room: 1, inFlight: 1 });
      waiter(a);
      waiter(a, { lora: 'x', since: now - 59_000 });
    });
    assert.equal(wakes, 1000);
  });

  it('comes when a held clock has been held for as long as a drain and a load can take', () => {
    const wakes = wakesIn(({ model, waiter }) => {
      const a = model('a', { clocks: [{ counted: 0, at: now, held: true }] });
      a.trouble.notBefore = now + 500_000;
      waiter(a, { since: now - 30_000, clockAt: 0 });
    });
    assert.equal(wakes, 60_000 + 100_000 - 30_000);
  });

  it('is not planned for who waits for a source: that takes as long as it takes', () => {
    const wakes = wakesIn(({ model, waiter }) => {
      const a = model('a', {
        clocks: [{ counted: 0, at: now, held: true }],
        fetchClock: { counted: 0, at: now - 30_000, held: false },
        sources: [{ config: { uri: 'hf://org/a', outputDir: '/a', files: null }, fetched: null }],
      });
      waiter(a, { since: now - 30_000, clockAt: 0 });
    });
    assert.equal(wakes, never);
  });

  it('comes later by the time in which a source was fetched', () => {
    const wakes = wakesIn(({ model, waiter }) => {
      const a = model('a', {
        clocks: [{ counted: 0, at: now, held: true }],
        fetchClock: { counted: 900_000, at: 0, held: true },
      });
      a.trouble.notBefore = now + 5_000_000;
      waiter(a, { since: now - 950_000, clockAt: 0, fetchAt: 0 });
    });
    assert.equal(wakes, 60_000 + 100_000 - 50_000);
  });

  it('comes when a renewal may go on after a crash', () => {
    const wakes = wakesIn(({ model, replica }) => {
      const a = model('a', { renewal: 'untried' });
      a.trouble.notBefore = now + 3000;
      replica(a, { key: 'before' });
    });
    assert.equal(wakes, 3000);
  });

  it('comes when a busy engine has to leave for somebody', () => {
    const wakes = wakesIn(({ model, replica, waiter }) => {
      replica(model('b'), { inFlight: 1 });
      waiter(model('a'), { since: now - 10_000 });
    });
    assert.equal(wakes, 20_000);
  });

  it('comes when an engine has been idle for idle_unload, or could have been at the earliest', () => {
    const idle = (inFlight: number) =>
      wakesIn(({ model, replica }) => {
        const a = model('a');
        a.config = { ...a.config, idleUnloadMs: 5000 };
        replica(a, { inFlight, lastUsed: now - 2000 });
      });
    assert.deepEqual([idle(0), idle(1)], [3000, 5000]);
  });

  it('comes when a replica that was left alone may serve again, if anybody waits', () => {
    const failing = (waits: boolean) =>
      wakesIn(({ model, replica, waiter }) => {
        const a = model('a');
        replica(a, { failingUntil: now + 700, room: 1, inFlight: 1 });
        if (waits) waiter(a);
      });
    assert.deepEqual([failing(true), failing(false)], [700, never]);
  });
});
