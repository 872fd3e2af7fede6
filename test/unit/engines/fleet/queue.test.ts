import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fleetUnderTest, modelConfig, variants } from './fakes/fleet-under-test.ts';

describe('waiting for a cold model', () => {
  it('starts one engine for a hundred requests and serves all of them', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    const requests = Array.from({ length: 100 }, () => ask('a'));
    await clock.advance(1100);
    assert.equal(launcher.started.length, 1);
    assert.ok(requests.every((request) => request.lease !== null && request.answers === 1));
  });

  it('gives a lease at once, without a promise, when a replica is ready', async () => {
    const { served, fleet } = fleetUnderTest([modelConfig('a')]);
    (await served('a')).release('answered');
    const lease = fleet.lease({ model: 'a', minVariant: 0 });
    assert.ok('release' in lease);
    assert.equal(lease.target.baseUrl, 'http://127.0.0.1:20000');
    assert.equal(lease.kind, 'llama.cpp');
  });

  it('serves in order of arrival when concurrency limits', async () => {
    const { ask, clock } = fleetUnderTest([modelConfig('a', { concurrency: 1 })]);
    const [first, second, third] = [ask('a'), ask('a'), ask('a')];
    await clock.advance(1100);
    assert.deepEqual(
      [first, second, third].map((request) => request.lease !== null),
      [true, false, false],
    );
    first.lease?.release('answered');
    await clock.advance(0);
    assert.deepEqual(
      [second, third].map((request) => request.lease !== null),
      [true, false],
    );
  });

  it('takes the concurrency of the engine kind where the config has none', async () => {
    const { ask, clock } = fleetUnderTest([modelConfig('a')], { concurrency: 2 });
    const requests = [ask('a'), ask('a'), ask('a')];
    await clock.advance(1100);
    assert.equal(requests.filter((request) => request.lease).length, 2);
  });

  it('knows no model that is not configured', () => {
    const { ask } = fleetUnderTest([modelConfig('a')]);
    assert.equal(ask('b').error?.code, 'model_not_found');
  });

  it('does not let a waiter for a larger variant hold up those that fit what is ready', async () => {
    const { ask, clock, served } = fleetUnderTest([modelConfig('a', { variants: variants('a', 2) })]);
    const running = await served('a');
    const large = ask('a', 1);
    const small = ask('a', 0);
    await clock.advance(0);
    assert.equal(large.lease, null);
    assert.equal(small.lease?.engineId, running.engineId);
  });
});

describe('the end of patience', () => {
  it('refuses with queue_timeout, Retry-After and the place in the queue after max_wait', async () => {
    const { ask, clock, served } = fleetUnderTest([modelConfig('a', { concurrency: 1, maxWaitMs: 5000 })]);
    await served('a');
    const first = ask('a');
    const second = ask('a');
    await clock.advance(4999);
    assert.equal(first.answers, 0);
    await clock.advance(2);
    assert.equal(first.error?.code, 'queue_timeout');
    assert.equal(first.error?.details.fields?.['queue_position'], 1);
    assert.match(second.error?.message ?? '', /number 2 in the queue/);
    assert.equal(second.error?.details.retryAfterSeconds, 3);
  });

  it('does not count the time of loading', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a', { maxWaitMs: 5000 })]);
    launcher.behave = () => ({ loadMs: 30_000, stopMs: 0, exitsAfterMs: null, exit: {}, log: [] });
    const request = ask('a');
    await clock.advance(31_000);
    assert.ok(request.lease);
  });

  it('does not count the time in which room is made, neither the drain nor the stop', async () => {
    const models = [modelConfig('a', { drainTimeoutMs: 20_000 }), modelConfig('b', { maxWaitMs: 4000 })];
    const { ask, clock, launcher, served } = fleetUnderTest(models);
    launcher.behave = () => ({ loadMs: 500, stopMs: 3000, exitsAfterMs: null, exit: {}, log: [] });
    await served('a');
    const request = ask('b');
    await clock.advance(2000 + 20_000 + 1000 + 3000 + 600);
    assert.ok(request.lease);
  });

  it('refuses at once with queue_full when max_queue requests wait', () => {
    const { ask } = fleetUnderTest([modelConfig('a', { maxQueue: 2 })]);
    ask('a');
    ask('a');
    const third = ask('a');
    assert.equal(third.error?.code, 'queue_full');
    assert.equal(third.error?.details.fields?.['queue_position'], 3);
    assert.ok((third.error?.details.retryAfterSeconds ?? 0) > 0);
  });
});

describe('a client that leaves', () => {
  it('is forgotten, and the start that it caused goes on and becomes idle', async () => {
    const { ask, clock, fleet } = fleetUnderTest([modelConfig('a')]);
    const request = ask('a');
    request.waiting?.leave();
    await clock.advance(1100);
    assert.equal(request.lease, null);
    assert.deepEqual(fleet.models(), [{ name: 'a', state: 'ready', waiting: 0, inFlight: 0 }]);
  });

  it('gives back a lease that was granted at the same moment', async () => {
    const { ask, clock, fleet } = fleetUnderTest([modelConfig('a', { concurrency: 1 })]);
    const first = ask('a');
    const second = ask('a');
    await clock.advance(1100);
    first.lease?.release('answered');
    second.waiting?.leave();
    await clock.advance(0);
    assert.equal(fleet.models()[0]?.inFlight, 0);
  });

  it('may leave twice, and after its request has ended', async () => {
    const { ask, clock, fleet } = fleetUnderTest([modelConfig('a')]);
    const request = ask('a');
    await clock.advance(1100);
    request.lease?.release('answered');
    request.lease?.release('answered');
    request.waiting?.leave();
    request.waiting?.leave();
    assert.equal(fleet.models()[0]?.inFlight, 0);
  });

  it('makes room in the queue', () => {
    const { ask } = fleetUnderTest([modelConfig('a', { maxQueue: 1 })]);
    ask('a').waiting?.leave();
    assert.equal(ask('a').error, null);
  });
});
