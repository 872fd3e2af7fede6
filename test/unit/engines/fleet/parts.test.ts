import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pickReplica } from '../../../../server/engines/fleet/core/pick-replica.ts';
import { newTrouble, noLoras } from '../../../../server/engines/fleet/core/state.ts';
import { askAgain, backoffMs, noteCrash } from '../../../../server/engines/fleet/core/trouble.ts';
import { holdClock, newWaitClock, readClock } from '../../../../server/engines/fleet/core/wait-clock.ts';
import { startProbeMs } from '../../../../server/engines/fleet/loop/readiness.ts';
import { randomEngineId } from '../../../../server/engines/fleet/loop/starts/engine-id.ts';
import { fleetUnderTest, modelConfig, variants } from './fakes/fleet-under-test.ts';

const seat = (changes: object) => ({
  phase: 'ready',
  variant: 0,
  room: 2,
  inFlight: 0,
  turn: 0,
  failingUntil: 0,
  loras: noLoras,
  ...changes,
});
const at100 = () => 100;

describe('the choice of a replica', () => {
  it('takes nobody who is full, too small or not ready', () => {
    assert.equal(pickReplica([seat({ inFlight: 2 }), seat({ phase: 'draining' })], 0, null, at100), null);
    assert.equal(pickReplica([seat({})], 1, null, at100), null);
  });

  it('takes the least busy, and of equals the one whose turn is longest ago', () => {
    const [busy, later, sooner] = [seat({ inFlight: 1 }), seat({ turn: 5 }), seat({ turn: 3 })];
    assert.equal(pickReplica([busy, later, sooner], 0, null, at100), sooner);
  });

  it('leaves a failing one alone while a healthy one is ready, even a full one', () => {
    const failing = seat({ failingUntil: 200 });
    assert.equal(pickReplica([failing, seat({ inFlight: 1 })], 0, null, at100)?.failingUntil, 0);
    assert.equal(pickReplica([failing, seat({ inFlight: 2 })], 0, null, at100), null);
    assert.equal(pickReplica([failing], 0, null, at100), failing);
  });

  it('takes it again when its time is over', () => {
    const recovered = seat({ failingUntil: 100 });
    assert.equal(pickReplica([recovered, seat({ inFlight: 1 })], 0, null, at100), recovered);
  });
});

describe('backoff', () => {
  it('doubles from one second to sixty, give or take a fifth', () => {
    const middle = [1, 2, 3, 6, 7, 20].map((times) => backoffMs(times, () => 0.5));
    assert.deepEqual(middle, [1000, 2000, 4000, 32_000, 60_000, 60_000]);
    assert.equal(
      backoffMs(1, () => 0),
      800,
    );
    assert.equal(
      backoffMs(7, () => 0.999_999),
      72_000,
    );
  });

  const crash = (now: number, readyForMs: number | null) => ({ now, readyForMs, reason: 'x', random: () => 0.5 });

  it('holds back waiters after a crash, but not after a failed start', () => {
    const trouble = newTrouble();
    noteCrash(trouble, crash(0, 5));
    assert.equal(trouble.notBefore, 1000);
    noteCrash(trouble, crash(5000, null));
    assert.deepEqual([trouble.notBefore, trouble.retryAt], [0, 7000]);
  });

  it('gives up at the fifth in ten minutes, and at once the next time', () => {
    const trouble = newTrouble();
    for (let index = 0; index < 4; index++) noteCrash(trouble, crash(index * 1000, 5));
    assert.equal(trouble.failed, null);
    noteCrash(trouble, crash(4000, 5));
    assert.match(trouble.failed ?? '', /5 times in ten minutes/);
    askAgain(trouble);
    noteCrash(trouble, crash(2_000_000, 5));
    assert.match(trouble.failed ?? '', /again/);
  });

  it('forgets when an engine has served for ten minutes', () => {
    const trouble = newTrouble();
    for (let index = 0; index < 5; index++) noteCrash(trouble, crash(index, 5));
    askAgain(trouble);
    noteCrash(trouble, crash(2_000_000, 700_000));
    assert.equal(trouble.failed, null);
    assert.equal(trouble.notBefore, 2_001_000);
  });
});

describe('the clock of waiters', () => {
  it('stands still while it is held', () => {
    const clock = newWaitClock(0);
    holdClock(clock, true, 10);
    assert.equal(readClock(clock, 500), 10);
    holdClock(clock, false, 500);
    assert.equal(readClock(clock, 507), 17);
  });
});

describe('the pace of polling a start', () => {
  it('begins at 10 ms, adds at most 2 %, and slows to 250 ms', () => {
    assert.equal(startProbeMs(0), 10);
    assert.ok(startProbeMs(1000) <= 20);
    assert.equal(startProbeMs(60_000), 250);
  });
});

describe('engine ids', () => {
  it('are the slug of the model and six random characters', () => {
    assert.match(randomEngineId('Org/Tiny.Q8', Math.random), /^org-tiny-q8-[a-z0-9]{6}$/);
    assert.match(randomEngineId('模型', Math.random), /^model-[a-z0-9]{6}$/);
  });
});

describe('a model with one fixed address', () => {
  it('never has two engines there, though there are slots', async () => {
    const model = modelConfig('a', { urls: ['http://127.0.0.1:9000'], variants: variants('a', 2) });
    const { served, launcher } = fleetUnderTest([model], { slots: 3 });
    (await served('a', 0)).release('answered');
    await served('a', 1);
    assert.equal(launcher.mostRunning, 1);
  });
});
