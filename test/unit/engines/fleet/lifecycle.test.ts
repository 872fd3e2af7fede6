import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AppError } from '../../../../server/platform/errors.ts';
import { wellBehaved } from './fakes/fake-engines.ts';
import { fleetUnderTest, modelConfig, remoteModel, variants } from './fakes/fleet-under-test.ts';

describe('preload', () => {
  it('starts models at boot as far as there is room, all replicas of them', async () => {
    const models = [modelConfig('a', { preload: true, replicas: 2 }), modelConfig('b', { preload: true })];
    const { clock, fleet } = fleetUnderTest(models, { slots: 2 });
    await clock.advance(1100);
    assert.deepEqual(
      fleet.engines().map((engine) => `${engine.model} ${engine.state}`),
      ['a ready', 'a ready'],
    );
  });

  it('comes back after a swap when the other one has been unloaded, not before', async () => {
    const models = [modelConfig('a', { preload: true }), modelConfig('b', { idleUnloadMs: 5000 })];
    const { clock, served, fleet } = fleetUnderTest(models);
    await clock.advance(1100);
    (await served('b')).release('answered');
    await clock.advance(4000);
    assert.equal(fleet.models()[0]?.state, 'stopped');
    await clock.advance(2300);
    assert.equal(fleet.models()[0]?.state, 'ready');
  });

  it('stays away after its own idle unload and after a stop by request', async () => {
    const { clock, fleet, served } = fleetUnderTest([modelConfig('a', { preload: true, idleUnloadMs: 2000 })]);
    await clock.advance(20_000);
    assert.equal(fleet.models()[0]?.state, 'stopped');
    const lease = await served('a');
    lease.release('answered');
    const gone = fleet.stop(lease.engineId, { force: false });
    await clock.advance(20_000);
    assert.equal((await gone).state, 'stopped');
    assert.equal(fleet.models()[0]?.state, 'stopped');
  });
});

describe('idle unload', () => {
  it('stops an engine exactly that long after its last lease', async () => {
    const { clock, fleet, served, launcher } = fleetUnderTest([modelConfig('a', { idleUnloadMs: 10_000 })]);
    const lease = await served('a');
    await clock.advance(60_000);
    lease.release('answered');
    await clock.advance(9990);
    assert.equal(fleet.models()[0]?.state, 'ready');
    await clock.advance(20);
    assert.equal(launcher.started[0]?.stops.length, 1);
  });

  it('stays away after a stop while it starts: who asked for the start is told, and it is not started again', async () => {
    const { fleet, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    const started = assert.rejects(fleet.start('a', null), (error: AppError) => {
      assert.equal(error.code, 'engine_stopped');
      return /stopped by request while it was starting/.test(error.message);
    });
    const [engine] = fleet.engines();
    const stopped = fleet.stop(engine?.id ?? '', { force: false });
    await started;
    await clock.advance(5_000);
    assert.equal((await stopped).state, 'stopped');
    assert.equal(launcher.started.length, 1);
  });

  it('serves a request that comes while the engine is being stopped by starting it again', async () => {
    const { ask, clock, served, launcher, fleet } = fleetUnderTest([modelConfig('a', { idleUnloadMs: 1000 })]);
    launcher.behave = () => ({ ...wellBehaved, stopMs: 3000 });
    (await served('a')).release('answered');
    await clock.advance(1500);
    assert.equal(fleet.models()[0]?.state, 'draining');
    const request = ask('a');
    await clock.advance(4000);
    assert.ok(request.lease);
    assert.equal(launcher.mostRunning, 1);
  });
});

describe('start by request', () => {
  it('is shared by all who ask for the same, and answers at once when it is ready', async () => {
    const { clock, fleet, launcher } = fleetUnderTest([modelConfig('a')]);
    const asked = [fleet.start('a', 0), fleet.start('a', 0), fleet.start('a', null)];
    await clock.advance(1100);
    const ids = (await Promise.all(asked)).map((view) => view.id);
    assert.deepEqual(ids, ['a-1', 'a-1', 'a-1']);
    assert.equal((await fleet.start('a', 0)).state, 'ready');
    assert.equal(launcher.started.length, 1);
  });

  it('evicts an idle engine, but no busy one: that is no_room, naming it', async () => {
    const { clock, fleet, served } = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
    const lease = await served('a');
    await assert.rejects(fleet.start('b', null), (error: Error & { code?: string }) => {
      assert.match(error.message, /a-1 \(ready, 1 in flight\)/);
      return error.code === 'no_room';
    });
    lease.release('answered');
    const started = fleet.start('b', null);
    await clock.advance(1200);
    assert.equal((await started).model, 'b');
  });

  it('fails with the reason of the engine', async () => {
    const { clock, fleet, launcher } = fleetUnderTest([modelConfig('a')]);
    launcher.behave = () => ({ ...wellBehaved, loadMs: 5000, exitsAfterMs: 50, log: ['bad flag'] });
    const started = assert.rejects(fleet.start('a', 0), /bad flag/);
    await clock.advance(100);
    await started;
  });

  it('knows models and variants', async () => {
    const { fleet } = fleetUnderTest([modelConfig('a')]);
    await assert.rejects(fleet.start('b', 0), { code: 'model_not_found' });
    await assert.rejects(fleet.start('a', 3), { code: 'invalid_request' });
    await assert.rejects(fleet.stop('zzz', { force: true }), { code: 'engine_not_found' });
  });
});

describe('stop by request', () => {
  it('waits for the leases', async () => {
    const { clock, fleet, served, launcher } = fleetUnderTest([modelConfig('a')]);
    const lease = await served('a');
    const gone = fleet.stop(lease.engineId, { force: false });
    await clock.advance(60_000);
    assert.equal(launcher.started[0]?.stops.length, 0);
    lease.release('answered');
    await clock.advance(200);
    const view = await gone;
    assert.equal(view.state, 'stopped');
    assert.match(view.reason ?? '', /by request/);
  });

  it('is hastened by force while it drains', async () => {
    const { clock, fleet, ask } = fleetUnderTest([modelConfig('a')]);
    const holder = ask('a');
    await clock.advance(1100);
    const gone = fleet.stop('a-1', { force: false });
    const forced = fleet.stop('a-1', { force: true });
    await clock.advance(0);
    assert.equal(holder.revoked?.code, 'engine_stopped');
    await clock.advance(1200);
    assert.deepEqual(await gone, await forced);
  });

  it('also ends an engine that is still starting', async () => {
    const { clock, fleet, ask, launcher } = fleetUnderTest([modelConfig('a')]);
    ask('a').waiting?.leave();
    const gone = fleet.stop('a-1', { force: false });
    await clock.advance(200);
    assert.equal((await gone).state, 'stopped');
    assert.equal(launcher.running, 0);
  });

  it('keeps the last twenty engines in view', async () => {
    const { clock, fleet, served } = fleetUnderTest([modelConfig('a')]);
    for (let index = 0; index < 23; index++) {
      const lease = await served('a');
      lease.release('answered');
      void fleet.stop(lease.engineId, { force: false });
      await clock.advance(200);
    }
    const ids = fleet.engines().map((engine) => engine.id);
    assert.equal(ids.length, 20);
    assert.equal(ids[0], 'a-23');
  });
});

describe('shutdown', () => {
  it('refuses who waits, lets leases end, revokes after the drain time, and leaves nothing behind', async () => {
    const { ask, clock, fleet, launcher } = fleetUnderTest([modelConfig('a', { concurrency: 1 }), modelConfig('b')]);
    const holder = ask('a');
    await clock.advance(1100);
    const waiting = [ask('a'), ask('b')];
    const down = fleet.shutdown(5000);
    await clock.advance(0);
    assert.deepEqual(
      waiting.map((request) => request.error?.code),
      ['shutting_down', 'shutting_down'],
    );
    assert.equal(ask('a').error?.code, 'shutting_down');
    await clock.advance(4900);
    assert.equal(holder.revoked, null);
    await clock.advance(1400);
    await down;
    assert.equal(launcher.running, 0);
  });

  it('also ends engines that are starting, and remote ones take no leave', async () => {
    const { ask, clock, fleet, launcher } = fleetUnderTest([modelConfig('a'), remoteModel('far', ['http://far'])]);
    ask('a');
    const down = fleet.shutdown(30_000);
    await clock.advance(200);
    await down;
    assert.equal(launcher.running, 0);
  });

  it('hurries when it is asked a second time with no time left', async () => {
    const { clock, fleet, served, launcher } = fleetUnderTest([modelConfig('a')]);
    launcher.behave = () => ({ ...wellBehaved, stopMs: 60_000 });
    (await served('a')).release('answered');
    void fleet.shutdown(30_000);
    await clock.advance(500);
    const down = fleet.shutdown(0);
    await clock.advance(10);
    await down;
    assert.deepEqual(launcher.started[0]?.stops, [10_000, 0]);
  });

  it('kills what still drains when it is asked a second time with no time left', async () => {
    const { clock, fleet, served, launcher } = fleetUnderTest([modelConfig('a')]);
    await served('a');
    void fleet.shutdown(30_000);
    await clock.advance(500);
    const down = fleet.shutdown(0);
    await clock.advance(2_000);
    await down;
    assert.deepEqual(launcher.started[0]?.stops, [0]);
  });
});

describe('new configuration', () => {
  it('changes policies in place', async () => {
    const { fleet, served, ask, launcher } = fleetUnderTest([modelConfig('a')]);
    await served('a');
    fleet.configure([modelConfig('a', { concurrency: 1, headers: { 'x-new': '1' } })], 1);
    assert.equal(ask('a').lease, null);
    assert.equal(launcher.started[0]?.stops.length, 0);
    assert.deepEqual(fleet.resident('a')?.target.headers, { 'x-new': '1' });
  });

  it('drains and replaces only what would be another process', async () => {
    const { fleet, served, clock, launcher } = fleetUnderTest([modelConfig('a'), modelConfig('b')], { slots: 2 });
    (await served('a')).release('answered');
    const lease = await served('b');
    const [variant] = variants('b', 1);
    fleet.configure(
      [modelConfig('a'), modelConfig('b', { variants: variant ? [{ ...variant, env: { X: '1' } }] : [] })],
      2,
    );
    assert.equal(fleet.engine('b-2')?.state, 'draining');
    assert.equal(fleet.engine('a-1')?.state, 'ready');
    lease.release('answered');
    await clock.advance(1300);
    assert.equal(fleet.models()[1]?.state, 'ready');
    assert.deepEqual(launcher.started.at(-1)?.spec.env, { X: '1' });
  });

  it('keeps a variant that only moved to another place', async () => {
    const [small, large] = variants('a', 2);
    const { fleet, served, launcher } = fleetUnderTest([modelConfig('a', { variants: large ? [large] : [] })]);
    await served('a');
    fleet.configure([modelConfig('a', { variants: small && large ? [small, large] : [] })], 1);
    assert.deepEqual(fleet.readyVariants('a'), [1]);
    assert.equal(launcher.started.length, 1);
  });

  it('refuses who waits for a model that is gone, and ends its engine', async () => {
    const { fleet, ask, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    const request = ask('a');
    fleet.configure([modelConfig('b')], 1);
    await clock.advance(200);
    assert.equal(request.error?.code, 'model_not_found');
    assert.equal(launcher.running, 0);
    assert.deepEqual(
      fleet.models().map((model) => model.name),
      ['b'],
    );
  });

  it('takes and drops URLs of remote models one by one', async () => {
    const urls = ['http://one', 'http://two', 'http://three'];
    const { fleet, clock } = fleetUnderTest([remoteModel('far', urls.slice(0, 2))], { ready: urls });
    await clock.advance(10);
    const kept = fleet.engines().find((engine) => engine.endpoint === 'http://two')?.id;
    fleet.configure([remoteModel('far', urls.slice(1))], 1);
    await clock.advance(10);
    const ready = fleet.engines().filter((engine) => engine.state === 'ready');
    assert.deepEqual(
      ready.map((engine) => engine.endpoint),
      ['http://two', 'http://three'],
    );
    assert.equal(ready[0]?.id, kept);
  });

  it('takes engines away when there are fewer slots, idle ones first', async () => {
    const { fleet, served, clock } = fleetUnderTest([modelConfig('a'), modelConfig('b')], { slots: 2 });
    await served('a');
    (await served('b')).release('answered');
    fleet.configure([modelConfig('a'), modelConfig('b')], 1);
    await clock.advance(200);
    assert.deepEqual(
      fleet.models().map((model) => model.state),
      ['ready', 'stopped'],
    );
  });

  it('lets the kind build the command, with the environment of the variant on top', async () => {
    const [plain] = variants('a', 1);
    const built = { ...plain, run: { by: 'model' as const, model: 'x.gguf', args: [] }, env: { B: 'own' } };
    const { served, launcher } = fleetUnderTest([
      modelConfig('a', { variants: plain ? [{ ...plain, ...built }] : [] }),
    ]);
    await served('a');
    assert.deepEqual(launcher.started[0]?.spec.command, ['built', 'a', '512']);
    assert.deepEqual(launcher.started[0]?.spec.env, { A: 'kind', B: 'own' });
  });
});

describe('what others see', () => {
  it('is an event for each change of state, numbered without a gap', async () => {
    const { served, fleet, clock, events } = fleetUnderTest([modelConfig('a')]);
    (await served('a')).release('answered');
    const gone = fleet.stop('a-1', { force: false });
    await clock.advance(200);
    await gone;
    assert.deepEqual(
      events.map((event) => event.engine.state),
      ['starting', 'ready', 'draining', 'stopped'],
    );
    assert.deepEqual(
      events.map((event) => event.seq),
      [1, 2, 3, 4],
    );
  });

  it('is no event for requests', async () => {
    const { served, ask, events } = fleetUnderTest([modelConfig('a')]);
    await served('a');
    const before = events.length;
    for (let index = 0; index < 10; index++) ask('a').lease?.release('answered');
    assert.equal(events.length, before);
  });

  it('is a whole view of the engine', async () => {
    const { served, fleet, clock } = fleetUnderTest([modelConfig('a')]);
    await served('a');
    await clock.advance(1);
    const view = fleet.engine('a-1');
    assert.deepEqual(
      { ...view, startedAt: typeof view?.startedAt, readyAt: typeof view?.readyAt },
      {
        id: 'a-1',
        model: 'a',
        variant: 0,
        context: 512,
        kind: 'llama.cpp',
        launcher: 'process',
        containerId: null,
        gpus: null,
        version: '9.9',
        endpoint: 'http://127.0.0.1:20000',
        pid: 1000,
        processStatus: 'running',
        state: 'ready',
        inFlight: 1,
        startedAt: 'string',
        readyAt: 'string',
        reason: null,
        trouble: null,
      },
    );
  });

  it('goes on when a listener throws, and stops after unsubscribing', async () => {
    const { served, fleet } = fleetUnderTest([modelConfig('a')]);
    let heard = 0;
    const leave = fleet.subscribe(() => {
      heard += 1;
      throw new Error('listener');
    });
    (await served('a')).release('answered');
    leave();
    void fleet.stop('a-1', { force: true });
    assert.equal(heard, 2);
  });
});
