import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Behaviour, wellBehaved } from './fakes/fake-engines.ts';
import { fleetUnderTest, modelConfig, variantConfig } from './fakes/fleet-under-test.ts';

const dies = (changes: Partial<Behaviour> = {}): Behaviour => ({
  ...wellBehaved,
  loadMs: Number.POSITIVE_INFINITY,
  exitsAfterMs: 200,
  exit: { code: 7 },
  log: ['loading weights', 'out of memory'],
  ...changes,
});

describe('a start that fails', () => {
  it('tells all who waited for it the exit code and the last lines', async () => {
    const { ask, clock, launcher, fleet } = fleetUnderTest([modelConfig('a')]);
    launcher.behave = () => dies();
    const requests = [ask('a'), ask('a')];
    await clock.advance(300);
    for (const { error } of requests) {
      assert.equal(error?.code, 'engine_start_failed');
      assert.match(error?.message ?? '', /exited with code 7 before it was ready[\s\S]*out of memory/);
    }
    const view = fleet.engine('a-1');
    assert.equal(view?.state, 'crashed');
    assert.match(view?.reason ?? '', /code 7/);
    assert.equal(fleet.logs('a-1')?.last(1)[0]?.line, 'out of memory');
  });

  it('is not repeated by itself when nobody waits', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    launcher.behave = () => dies();
    ask('a');
    await clock.advance(120_000);
    assert.equal(launcher.started.length, 1);
  });

  it('names the signal, and the program that could not be run', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    launcher.behave = () => dies({ exit: { signal: 'SIGKILL' } });
    const killed = ask('a');
    await clock.advance(300);
    assert.match(killed.error?.message ?? '', /SIGKILL/);
    launcher.behave = () => dies({ exit: { spawnError: 'ENOENT: llama-server' }, exitsAfterMs: 0 });
    const missing = ask('a');
    await clock.advance(300);
    assert.match(missing.error?.message ?? '', /ENOENT: llama-server/);
  });

  it('says why the launcher could not even try', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    launcher.refuse = 'no free port';
    const request = ask('a');
    await clock.advance(1);
    assert.match(request.error?.message ?? '', /no free port/);
  });

  it('ends after ready_timeout, with the slot held until the process is gone', async () => {
    const model = modelConfig('a', { variants: [variantConfig({ readyTimeoutMs: 3000 })] });
    const { ask, clock, launcher } = fleetUnderTest([model]);
    launcher.behave = () => dies({ exitsAfterMs: null, stopMs: 2000 });
    const request = ask('a');
    await clock.advance(3010);
    assert.match(request.error?.message ?? '', /did not become ready in 3 s[\s\S]*out of memory/);
    const next = ask('a');
    await clock.advance(1900);
    assert.equal(launcher.started.length, 1);
    launcher.behave = () => wellBehaved;
    await clock.advance(1200);
    assert.equal(launcher.started.length, 2);
    await clock.advance(1000);
    assert.ok(next.lease);
  });

  it('is repeated with backoff for a preloaded model', async () => {
    const { clock, launcher } = fleetUnderTest([modelConfig('a', { preload: true })], { behave: () => dies() });
    await clock.advance(10_000);
    const gaps = launcher.started
      .slice(1)
      .map((engine, index) => engine.startedMs - (launcher.started[index]?.startedMs ?? 0) - 200);
    assert.ok(gaps.length >= 3);
    gaps.forEach((gap, index) => {
      assert.ok(gap >= 0.8 * 1000 * 2 ** index - 1 && gap <= 1.2 * 1000 * 2 ** index + 1, `gap ${index}: ${gap}`);
    });
  });
});

describe('a crash after ready', () => {
  it('revokes the leases and restarts by itself after a backoff, serving who came meanwhile', async () => {
    const { ask, clock, launcher, fleet } = fleetUnderTest([modelConfig('a')]);
    const holder = ask('a');
    await clock.advance(1100);
    launcher.started[0]?.die({ signal: 'SIGSEGV' });
    await clock.advance(0);
    assert.equal(holder.revoked?.code, 'engine_disconnected');
    assert.equal(fleet.engine('a-1')?.state, 'crashed');
    assert.equal(fleet.models()[0]?.state, 'crashed');
    holder.lease?.release('abandoned');
    const waiter = ask('a');
    await clock.advance(700);
    assert.equal(launcher.started.length, 1);
    await clock.advance(1600);
    assert.ok(waiter.lease);
  });

  it('gives up after five in ten minutes, refuses who waits, and tries afresh when asked again', async () => {
    const { ask, clock, launcher, fleet } = fleetUnderTest([modelConfig('a')]);
    launcher.behave = () => ({ ...wellBehaved, loadMs: 100, exitsAfterMs: 500 });
    ask('a');
    await clock.advance(60_000);
    assert.equal(launcher.started.length, 5);
    assert.equal(fleet.models()[0]?.state, 'failed');
    assert.equal(fleet.engines()[0]?.state, 'failed');
    ask('a');
    await clock.advance(60_000);
    assert.equal(launcher.started.length, 6);
    assert.equal(fleet.models()[0]?.state, 'failed');
    launcher.behave = () => wellBehaved;
    const started = fleet.start('a', null);
    await clock.advance(1100);
    assert.equal((await started).state, 'ready');
  });

  it('also is one that answers its health check no more for ready_timeout', async () => {
    const model = modelConfig('a', { variants: [variantConfig({ readyTimeoutMs: 5000 })] });
    const { ask, clock, launcher, fleet } = fleetUnderTest([model]);
    const holder = ask('a');
    await clock.advance(1100);
    const engine = launcher.started[0];
    if (engine) engine.mute = true;
    await clock.advance(30_000);
    assert.equal(fleet.engine('a-1')?.state, 'starting');
    assert.match(fleet.engine('a-1')?.reason ?? '', /health check/);
    await clock.advance(6000);
    assert.equal(holder.revoked?.code, 'engine_disconnected');
    await clock.advance(3000);
    assert.equal(fleet.models()[0]?.state, 'ready');
    assert.equal(launcher.started.length, 2);
  });
});

describe('requests that fail', () => {
  const two = () => fleetUnderTest([modelConfig('a', { replicas: 2, preload: true })], { slots: 2 });

  it('let the replica alone for a while when another one can serve', async () => {
    const { ask, clock } = two();
    await clock.advance(1100);
    const bad = ask('a').lease;
    bad?.release('engine_failed');
    for (let index = 0; index < 4; index++) {
      const { lease } = ask('a');
      assert.notEqual(lease?.engineId, bad?.engineId);
      lease?.release('answered');
    }
    await clock.advance(1300);
    const ids = [ask('a').lease?.engineId, ask('a').lease?.engineId];
    assert.ok(ids.includes(bad?.engineId));
  });

  it('do not take the only replica out of service', async () => {
    const { ask, served } = fleetUnderTest([modelConfig('a')]);
    (await served('a')).release('engine_failed');
    assert.ok(ask('a').lease);
  });

  it('say nothing about the engine when the client left', async () => {
    const { ask, clock } = two();
    await clock.advance(1100);
    const first = ask('a').lease;
    first?.release('abandoned');
    const ids = [ask('a').lease?.engineId, ask('a').lease?.engineId];
    assert.ok(ids.includes(first?.engineId));
  });
});
