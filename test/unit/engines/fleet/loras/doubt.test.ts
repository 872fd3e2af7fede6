import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReplicaLora, StartingReplica } from '../../../../../server/engines/fleet/index.ts';
import { failed, fleetUnderTest, loaded, loading, modelConfig, remoteModel } from '../fakes/fleet-under-test.ts';

const url = 'http://far';
const both = (x: ReplicaLora, y: ReplicaLora) => new Map([['x', x] as const, ['y', y] as const]);

/** A remote engine with two LoRA adapters, and all doubts about it. */
const remote = async (options = {}) => {
  const doubts: StartingReplica[] = [];
  const under = fleetUnderTest([remoteModel('far', [url], { maxWaitMs: 5000 })], {
    ready: [url],
    beforeReady: async () => both(loaded(0), loaded(1)),
    onLoraDoubt: (replica) => doubts.push(replica),
    ...options,
  });
  await under.clock.advance(10);
  return { ...under, doubts };
};

describe('a request that fails at an engine with LoRA adapters', () => {
  it('puts them in doubt: nobody is sent to one before they were read back', async () => {
    const { ask, fleet, doubts, clock } = await remote();
    ask('far').lease?.release('engine_failed');
    assert.deepEqual(fleet.lorasOf('far-1'), both(loading, loading));
    assert.deepEqual(
      doubts.map((replica) => [replica.id, replica.model, replica.kind, replica.target.baseUrl]),
      [['far-1', 'far', 'llama.cpp', url]],
    );
    const request = ask('far', 0, 'x');
    assert.equal(request.answers, 0);
    fleet.setLoras('far-1', both(loaded(1), loaded(0)));
    await clock.advance(0);
    assert.equal(request.lease?.loraId, 1);
  });

  it('asks once, however many fail, until it is told', async () => {
    const { ask, fleet, doubts, clock } = await remote();
    const requests = [ask('far'), ask('far'), ask('far', 0, 'x')];
    for (const { lease } of requests) lease?.release('engine_failed');
    assert.equal(doubts.length, 1);
    fleet.setLoras('far-1', both(loaded(0), loaded(1)));
    await clock.advance(0);
    ask('far').lease?.release('engine_failed');
    assert.equal(doubts.length, 2);
  });

  it('may be answered from within the hook', async () => {
    const told: string[] = [];
    const under = await remote({
      onLoraDoubt: ({ id }: StartingReplica) => {
        told.push(id);
        under.fleet.setLoras(id, both(loaded(5), failed('gone')));
      },
    });
    under.ask('far').lease?.release('engine_failed');
    assert.deepEqual(told, ['far-1']);
    assert.equal(under.ask('far', 0, 'x').lease?.loraId, 5);
  });

  it('does not keep the base model from being served', async () => {
    const { ask } = await remote();
    ask('far', 0, 'x').lease?.release('engine_failed');
    assert.ok(ask('far').lease);
  });

  it('lets who waits go by max_wait when nobody ever answers', async () => {
    const { ask, clock } = await remote();
    ask('far').lease?.release('engine_failed');
    const request = ask('far', 0, 'y');
    await clock.advance(5100);
    assert.equal(request.error?.code, 'queue_timeout');
  });

  it('says nothing where there are no LoRA adapters, nobody to ask, or the client was at fault', async () => {
    const none = await remote({ beforeReady: async () => new Map() });
    none.ask('far').lease?.release('engine_failed');
    assert.equal(none.doubts.length, 0);
    const nobody = await remote({ onLoraDoubt: undefined });
    nobody.ask('far').lease?.release('engine_failed');
    assert.deepEqual(nobody.fleet.lorasOf('far-1'), both(loaded(0), loaded(1)));
    const fine = await remote();
    fine.ask('far').lease?.release('answered');
    fine.ask('far').lease?.release('abandoned');
    assert.equal(fine.doubts.length, 0);
  });

  it('says nothing about an engine that leaves', async () => {
    const doubts: StartingReplica[] = [];
    const { served, fleet, clock } = fleetUnderTest([modelConfig('a')], {
      beforeReady: async () => both(loaded(0), loaded(1)),
      onLoraDoubt: (replica) => doubts.push(replica),
    });
    const lease = await served('a');
    void fleet.stop('a-1', { force: false });
    lease.release('engine_failed');
    await clock.advance(1000);
    assert.equal(doubts.length, 0);
  });
});

describe('a probe that is missed', () => {
  it('puts them in doubt when the next one finds the engine again', async () => {
    const { network, clock, fleet, doubts } = await remote();
    network.remote.delete(url);
    await clock.advance(10_000);
    assert.equal(doubts.length, 0);
    network.remote.set(url, { state: 'ready' });
    await clock.advance(10_000);
    assert.equal(doubts.length, 1);
    assert.deepEqual(fleet.lorasOf('far-1'), both(loading, loading));
  });

  it('does so too when a request was answered in between', async () => {
    const { network, clock, ask, doubts } = await remote();
    network.remote.delete(url);
    await clock.advance(10_000);
    ask('far').lease?.release('answered');
    network.remote.set(url, { state: 'ready' });
    await clock.advance(10_000);
    assert.equal(doubts.length, 1);
  });

  it('does so once: probes that find it ready say nothing', async () => {
    const { network, clock, doubts } = await remote();
    network.remote.delete(url);
    await clock.advance(20_000);
    network.remote.set(url, { state: 'ready' });
    await clock.advance(60_000);
    assert.equal(doubts.length, 1);
  });
});

describe('a replica that comes back to ready', () => {
  it('is asked for its LoRA adapters each time, before its first lease', async () => {
    const known = [both(loaded(0), loaded(1)), both(loaded(1), failed('lost'))];
    const { network, clock, fleet, ask, doubts } = await remote({ beforeReady: async () => known.shift() });
    network.remote.delete(url);
    await clock.advance(31_000);
    assert.equal(fleet.models()[0]?.state, 'crashed');
    network.remote.set(url, { state: 'ready' });
    const request = ask('far', 0, 'x');
    await clock.advance(1000);
    assert.equal(request.lease?.loraId, 1);
    assert.equal(fleet.lorasOf('far-1').get('y')?.state, 'failed');
    assert.equal(doubts.length, 0);
  });

  it('serves nobody in the meantime, the base model neither', async () => {
    const open = Promise.withResolvers<Map<string, ReplicaLora>>();
    const { clock, ask } = await remote({ beforeReady: () => open.promise });
    const requests = [ask('far'), ask('far', 0, 'y')];
    await clock.advance(1000);
    assert.ok(requests.every((request) => request.answers === 0));
    open.resolve(both(loaded(0), loaded(1)));
    await clock.advance(0);
    assert.ok(requests.every((request) => request.lease));
  });

  it('forgets a doubt that was not answered', async () => {
    const { network, clock, ask, fleet, doubts } = await remote();
    ask('far').lease?.release('engine_failed');
    network.remote.delete(url);
    await clock.advance(31_000);
    network.remote.set(url, { state: 'ready' });
    await clock.advance(11_000);
    assert.deepEqual(fleet.lorasOf('far-1'), both(loaded(0), loaded(1)));
    ask('far').lease?.release('engine_failed');
    assert.equal(doubts.length, 2);
  });
});
