import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wellBehaved } from './fakes/fake-engines.ts';
import { type FleetUnderTest, fleetUnderTest, modelConfig, type Request, variants } from './fakes/fleet-under-test.ts';

const revokedFor = (request: Request) => request.revoked?.code ?? null;

const running = ({ fleet }: FleetUnderTest) =>
  fleet
    .engines()
    .filter((engine) => engine.state === 'ready')
    .map((engine) => `${engine.model}/${engine.variant}`);

describe('making room', () => {
  it('swaps an idle engine out at once for another model', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
    (await under.served('a')).release('answered');
    await under.served('b');
    assert.deepEqual(running(under), ['b/0']);
    assert.equal(under.launcher.mostRunning, 1);
  });

  it('starts the next engine in the moment in which the last one is gone', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
    (await under.served('a')).release('answered');
    const askedAt = under.clock.now();
    const request = under.ask('b');
    await under.clock.advance(5000);
    const own = (request.answeredAt ?? 0) - askedAt - wellBehaved.stopMs - wellBehaved.loadMs;
    assert.equal((under.launcher.started[1]?.startedMs ?? 0) - askedAt, wellBehaved.stopMs);
    assert.ok(own <= 20, `the swap cost ${own} ms beyond stop and load`);
  });

  it('lets the one go that was not used for the longest time', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b'), modelConfig('c')], { slots: 2 });
    (await under.served('a')).release('answered');
    (await under.served('b')).release('answered');
    await under.clock.advance(10);
    (await under.served('a')).release('answered');
    await under.served('c');
    assert.deepEqual(running(under), ['a/0', 'c/0']);
  });

  it('leaves a busy engine alone until half of max_wait has passed, then drains it', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b', { maxWaitMs: 20_000 })]);
    const lease = await under.served('a');
    const request = under.ask('b');
    await under.clock.advance(9990);
    assert.deepEqual(running(under), ['a/0']);
    await under.clock.advance(20);
    assert.equal(under.fleet.engine(lease.engineId)?.state, 'draining');
    const late = under.ask('a');
    assert.equal(late.lease, null);
    lease.release('answered');
    await under.clock.advance(1200);
    assert.ok(request.lease);
  });

  it('revokes what is left when the drain takes too long, and stops when the holders let go', async () => {
    const under = fleetUnderTest([modelConfig('a', { drainTimeoutMs: 5000 }), modelConfig('b', { maxWaitMs: 2000 })]);
    const holder = under.ask('a');
    await under.clock.advance(1100);
    const request = under.ask('b');
    await under.clock.advance(5990);
    assert.equal(revokedFor(holder), null);
    await under.clock.advance(20);
    assert.equal(revokedFor(holder), 'engine_stopped');
    assert.deepEqual(under.launcher.started[0]?.stops, []);
    holder.lease?.release('abandoned');
    await under.clock.advance(0);
    assert.deepEqual(under.launcher.started[0]?.stops, [10_000]);
    await under.clock.advance(1200);
    assert.ok(request.lease);
  });

  it('stops a second after the revoke though a holder does not let go', async () => {
    const under = fleetUnderTest([modelConfig('a', { drainTimeoutMs: 5000 })]);
    const lease = await under.served('a');
    const gone = under.fleet.stop(lease.engineId, { force: true });
    await under.clock.advance(990);
    assert.deepEqual(under.launcher.started[0]?.stops, []);
    await under.clock.advance(200);
    assert.equal((await gone).state, 'stopped');
  });

  it('serves the models in the order of their oldest waiters', async () => {
    const under = fleetUnderTest(['a', 'b', 'c', 'd'].map((name) => modelConfig(name)));
    const lease = await under.served('a');
    const requests = ['c', 'b', 'd', 'c'].map((name) => under.ask(name));
    lease.release('answered');
    for (let round = 0; round < 60; round++) {
      await under.clock.advance(100);
      for (const request of requests) request.lease?.release('answered');
    }
    assert.deepEqual(
      under.launcher.started.map((engine) => engine.spec.command[1]),
      ['a', 'c', 'b', 'd'],
    );
  });

  it('starves nobody when three models are under load on one slot', async () => {
    const under = fleetUnderTest(['a', 'b', 'c'].map((name) => modelConfig(name, { concurrency: 2 })));
    const served = { a: 0, b: 0, c: 0 };
    let refused = 0;
    let stop = false;
    const client = async (model: 'a' | 'b' | 'c') => {
      while (!stop) {
        const request = under.ask(model);
        while (!request.answers) await under.clock.sleep(50);
        if (request.error) refused += 1;
        await under.clock.sleep(400);
        if (request.lease) served[model] += 1;
        request.lease?.release('answered');
      }
    };
    for (const model of ['a', 'b', 'c'] as const) for (let index = 0; index < 4; index++) void client(model);
    for (let second = 0; second < 300; second++) await under.clock.advance(1000);
    stop = true;
    assert.equal(refused, 0);
    for (const count of Object.values(served)) assert.ok(count > 200, JSON.stringify(served));
  });

  it('lets eight clients alternate between two models at five times the pace of a swap per request', async () => {
    const under = fleetUnderTest([modelConfig('a'), modelConfig('b')]);
    let done = 0;
    let refused = 0;
    let stop = false;
    const client = async (index: number) => {
      for (let turn = index; !stop; turn++) {
        const request = under.ask(turn % 2 === 0 ? 'a' : 'b');
        while (!request.answers) await under.clock.sleep(5);
        if (request.error) refused += 1;
        await under.clock.sleep(20);
        request.lease?.release('answered');
        done += 1;
      }
    };
    for (let index = 0; index < 8; index++) void client(index);
    for (let second = 0; second < 60; second++) await under.clock.advance(1000);
    stop = true;
    const perRequest = 60_000 / (wellBehaved.loadMs + wellBehaved.stopMs + 20);
    assert.equal(refused, 0);
    assert.ok(done >= 5 * perRequest, `${done} requests, a swap on each would have made ${perRequest}`);
  });
});

describe('variants', () => {
  const model = (count: number) => modelConfig('a', { variants: variants('a', count) });

  it('starts the smallest that fits', async () => {
    const under = fleetUnderTest([model(3)]);
    assert.equal((await under.served('a', 1)).variant, 1);
  });

  it('prefers a larger one that is ready to a smaller one that is not', async () => {
    const under = fleetUnderTest([model(3)]);
    (await under.served('a', 2)).release('answered');
    assert.equal((await under.served('a', 0)).variant, 2);
    assert.equal(under.launcher.started.length, 1);
  });

  it('starts once for several waiters: the largest that any of them needs', async () => {
    const under = fleetUnderTest([modelConfig('b'), model(3)]);
    const other = await under.served('b');
    const requests = [under.ask('a', 0), under.ask('a', 2), under.ask('a', 1)];
    other.release('answered');
    await under.clock.advance(1200);
    assert.ok(requests.every((request) => request.lease?.variant === 2));
    assert.equal(under.launcher.started.length, 2);
  });

  it('swaps a smaller ready variant of the same model when room is needed', async () => {
    const under = fleetUnderTest([model(2)]);
    (await under.served('a', 0)).release('answered');
    await under.served('a', 1);
    assert.deepEqual(running(under), ['a/1']);
    assert.deepEqual(under.fleet.readyVariants('a'), [1]);
  });

  it('keeps both when there is room', async () => {
    const under = fleetUnderTest([model(2)], { slots: 2 });
    (await under.served('a', 0)).release('answered');
    await under.served('a', 1);
    assert.deepEqual(under.fleet.readyVariants('a'), [0, 1]);
  });
});

describe('several replicas', () => {
  it('starts the second when the first is full, and takes the one with the least in flight', async () => {
    const under = fleetUnderTest([modelConfig('a', { replicas: 2, concurrency: 3 })], { slots: 2 });
    const first = await under.served('a');
    assert.equal(under.launcher.started.length, 1);
    under.fleet.lease({ model: 'a', minVariant: 0 });
    under.fleet.lease({ model: 'a', minVariant: 0 });
    await under.clock.advance(1100);
    assert.equal(under.launcher.started.length, 2);
    assert.notEqual((await under.served('a')).engineId, first.engineId);
  });

  it('takes turns among equals', async () => {
    const under = fleetUnderTest([modelConfig('a', { replicas: 2, preload: true })], { slots: 2 });
    await under.clock.advance(1100);
    const ids = [0, 1, 2, 3].map(() => {
      const { lease } = under.ask('a');
      lease?.release('answered');
      return lease?.engineId;
    });
    assert.equal(new Set(ids).size, 2);
    assert.equal(ids[0], ids[2]);
  });

  it('evicts no other model for a second replica, and gives the second up first', async () => {
    const under = fleetUnderTest(
      [modelConfig('a', { replicas: 2, concurrency: 1 }), modelConfig('b'), modelConfig('c')],
      {
        slots: 2,
      },
    );
    (await under.served('b')).release('answered');
    const lease = await under.served('a');
    const queued = under.ask('a');
    await under.clock.advance(2000);
    assert.deepEqual(running(under), ['b/0', 'a/0']);
    lease.release('answered');
    await under.clock.advance(0);
    assert.ok(queued.lease);
  });
});
