import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReplicaLora } from '../../../../../server/engines/fleet/index.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import {
  type FleetUnderTest,
  failed,
  fleetUnderTest,
  loaded,
  loading,
  modelConfig,
  remoteModel,
  variants,
} from '../fakes/fleet-under-test.ts';

const two = (changes = {}) =>
  fleetUnderTest([modelConfig('a', { replicas: 2, preload: true, maxWaitMs: 5000, ...changes })], { slots: 2 });

/** All replicas are up. */
const up = async (under: FleetUnderTest): Promise<FleetUnderTest> => {
  await under.clock.advance(1100);
  return under;
};

const has = (name: string, lora: ReplicaLora) => new Map([[name, lora]]);

describe('a lease for a LoRA adapter', () => {
  it('is given at once, without a promise, on a replica that has it, with its number there', async () => {
    const { fleet } = await up(two());
    fleet.setLoras('a-2', has('x', loaded(7)));
    for (let index = 0; index < 5; index++) {
      const lease = fleet.lease({ model: 'a', minVariant: 0, lora: 'x' });
      assert.ok('release' in lease);
      assert.deepEqual([lease.engineId, lease.loraId], ['a-2', 7]);
    }
  });

  it('has no number where the engine goes by names, and none without a LoRA adapter', async () => {
    const { fleet } = await up(two());
    fleet.setLoras('a-1', has('x', { state: 'loaded', id: null, reason: null }));
    const lease = fleet.lease({ model: 'a', minVariant: 0, lora: 'x' });
    assert.ok('release' in lease);
    assert.equal(lease.loraId, null);
    const plain = fleet.lease({ model: 'a', minVariant: 0 });
    assert.ok('release' in plain);
    assert.equal(plain.loraId, null);
  });

  it('goes by turns to all that have it, as far as they have room', async () => {
    const { fleet, ask } = await up(two({ concurrency: 1 }));
    fleet.setLoras('a-1', has('x', loaded()));
    fleet.setLoras('a-2', has('x', loaded()));
    const ids = [ask('a', 0, 'x'), ask('a', 0, 'x')].map((request) => request.lease?.engineId);
    assert.deepEqual(ids.sort(), ['a-1', 'a-2']);
    assert.equal(ask('a', 0, 'x').lease, null);
  });

  it('waits for a full one that has it rather than take a free one that has not', async () => {
    const { fleet, ask, clock } = await up(two({ concurrency: 1 }));
    fleet.setLoras('a-1', has('x', loaded(1)));
    const first = ask('a', 0, 'x');
    const second = ask('a', 0, 'x');
    const base = ask('a');
    assert.equal(base.lease?.engineId, 'a-2');
    await clock.advance(100);
    assert.equal(second.answers, 0);
    first.lease?.release('answered');
    await clock.advance(0);
    assert.equal(second.lease?.engineId, 'a-1');
  });

  it('does not hold up those behind it who want the base model', async () => {
    const { ask, clock } = await up(two());
    const waits = ask('a', 0, 'x');
    assert.ok(ask('a').lease);
    await clock.advance(0);
    assert.equal(waits.answers, 0);
  });

  it('looks at the variant too: a small one that has it does not serve a large need', async () => {
    const under = fleetUnderTest([modelConfig('a', { variants: variants('a', 2) })], { slots: 2 });
    await under.served('a', 0);
    await under.served('a', 1);
    under.fleet.setLoras('a-1', has('x', loaded()));
    const large = under.ask('a', 1, 'x');
    await under.clock.advance(0);
    assert.equal(large.answers, 0);
    under.fleet.setLoras('a-2', has('x', loaded()));
    await under.clock.advance(0);
    assert.equal(large.lease?.engineId, 'a-2');
  });
});

describe('waiting for a LoRA adapter', () => {
  it('ends when one of the replicas has loaded it', async () => {
    const { fleet, ask, clock } = await up(two());
    fleet.setLoras('a-1', has('x', loading));
    fleet.setLoras('a-2', has('x', loading));
    const request = ask('a', 0, 'x');
    await clock.advance(1000);
    assert.equal(request.answers, 0);
    fleet.setLoras('a-2', has('x', loaded(3)));
    await clock.advance(0);
    assert.deepEqual([request.lease?.engineId, request.lease?.loraId], ['a-2', 3]);
  });

  it('ends with the engine’s reason when every replica has failed on it', async () => {
    const { fleet, ask, clock } = await up(two());
    fleet.setLoras('a-1', has('x', failed('the rank is 64')));
    const request = ask('a', 0, 'x');
    await clock.advance(10);
    assert.equal(request.answers, 0);
    fleet.setLoras('a-2', has('x', failed('the rank is 64')));
    await clock.advance(0);
    assert.equal(request.error?.code, 'lora_load_failed');
    assert.match(request.error?.message ?? '', /rank is 64/);
  });

  it('ends at once when it is not to be had any more, for nobody else', async () => {
    const { fleet, ask, clock } = await up(two());
    fleet.setLoras('a-1', has('y', loaded()));
    fleet.setLoras('a-2', new Map());
    const requests = [ask('a', 0, 'x'), ask('a', 0, 'z')];
    fleet.refuseLora('a', 'x', new AppError('model_not_found', 'it was unloaded'));
    fleet.refuseLora('none', 'z', new AppError('model_not_found', 'it was unloaded'));
    await clock.advance(0);
    assert.deepEqual(
      requests.map(({ error }) => error?.code),
      ['model_not_found', undefined],
    );
  });

  it('ends so at once for who comes later', async () => {
    const { fleet, ask, clock } = await up(two());
    for (const id of ['a-1', 'a-2']) fleet.setLoras(id, has('x', failed('no')));
    const request = ask('a', 0, 'x');
    await clock.advance(0);
    assert.equal(request.error?.code, 'lora_load_failed');
  });

  it('goes on while another replica is still starting: that one may load it', async () => {
    const { ask, clock, served } = fleetUnderTest([modelConfig('a', { replicas: 2, concurrency: 1 })], {
      slots: 2,
      beforeReady: async ({ id }) => (id === 'a-2' ? has('x', loaded(9)) : has('x', failed('no'))),
    });
    await served('a');
    const base = ask('a');
    await clock.advance(100);
    const request = ask('a', 0, 'x');
    await clock.advance(100);
    assert.equal(request.answers, 0);
    await clock.advance(1000);
    base.lease?.release('answered');
    await clock.advance(0);
    assert.equal(request.lease?.loraId, 9);
  });

  it('ends by max_wait where ready replicas know nothing of it', async () => {
    const { ask, clock } = await up(two());
    const request = ask('a', 0, 'x');
    await clock.advance(4900);
    assert.equal(request.answers, 0);
    await clock.advance(200);
    assert.equal(request.error?.code, 'queue_timeout');
  });

  it('counts the time of a load that never ends', async () => {
    const { fleet, ask, clock } = await up(two());
    fleet.setLoras('a-1', has('x', loading));
    const request = ask('a', 0, 'x');
    await clock.advance(5100);
    assert.equal(request.error?.code, 'queue_timeout');
  });

  it('starts an engine where none runs, which has it before its first lease', async () => {
    const { ask, clock, fleet, launcher } = fleetUnderTest([modelConfig('a', { maxWaitMs: 800 })], {
      beforeReady: async () => has('x', loaded(2)),
    });
    const request = ask('a', 0, 'x');
    await clock.advance(1100);
    assert.equal(request.lease?.loraId, 2);
    assert.equal(launcher.started.length, 1);
    assert.deepEqual(fleet.lorasOf('a-1'), has('x', loaded(2)));
  });

  it('does not count the time of that start', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a', { maxWaitMs: 2000 })], {
      beforeReady: async () => has('x', loaded()),
    });
    launcher.behave = () => ({ loadMs: 30_000, stopMs: 0, exitsAfterMs: null, exit: {}, log: [] });
    const request = ask('a', 0, 'x');
    await clock.advance(31_000);
    assert.ok(request.lease);
  });

  it('counts again from when the engine is ready without it', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a', { maxWaitMs: 2000 })]);
    launcher.behave = () => ({ loadMs: 10_000, stopMs: 0, exitsAfterMs: null, exit: {}, log: [] });
    const request = ask('a', 0, 'x');
    await clock.advance(11_900);
    assert.equal(request.answers, 0);
    await clock.advance(400);
    assert.equal(request.error?.code, 'queue_timeout');
  });

  it('ends with the start that fails', async () => {
    const { ask, clock, launcher } = fleetUnderTest([modelConfig('a')]);
    launcher.refuse = 'no free port';
    const request = ask('a', 0, 'x');
    await clock.advance(10);
    assert.equal(request.error?.code, 'engine_start_failed');
  });

  it('ends when the client leaves, and nothing is left of it', async () => {
    const { ask, clock, fleet } = await up(two());
    const request = ask('a', 0, 'x');
    request.waiting?.leave();
    fleet.setLoras('a-1', has('x', loaded()));
    await clock.advance(0);
    assert.deepEqual(fleet.models(), [{ name: 'a', state: 'ready', waiting: 0, inFlight: 0 }]);
  });

  it('on a remote engine that nobody finds any more ends as for the base model', async () => {
    const { ask, clock } = fleetUnderTest([remoteModel('far', ['http://far'])]);
    const request = ask('far', 0, 'x');
    await clock.advance(10);
    assert.equal(request.error?.code, 'engine_unavailable');
  });

  it('does not wait for a lost remote replica when the others have failed', async () => {
    const urls = ['http://one', 'http://two'];
    const { ask, clock, fleet } = fleetUnderTest([remoteModel('far', urls)], { ready: ['http://one'] });
    await clock.advance(10);
    fleet.setLoras('far-1', has('x', failed('no')));
    const request = ask('far', 0, 'x');
    await clock.advance(0);
    assert.equal(request.error?.code, 'lora_load_failed');
  });
});

describe('waiting for a LoRA adapter that never comes', () => {
  it('does not let two models push each other out for ever', async () => {
    const models = ['a', 'b'].map((name) => modelConfig(name, { maxWaitMs: 10_000 }));
    const { ask, clock, launcher } = fleetUnderTest(models);
    launcher.behave = () => ({ loadMs: 0, stopMs: 0, exitsAfterMs: null, exit: {}, log: [] });
    const requests = [ask('a', 0, 'x'), ask('b', 0, 'x'), ask('a', 0, 'y')];
    await clock.advance(30_000);
    assert.ok(requests.every((request) => request.error?.code === 'queue_timeout'));
    assert.ok(launcher.started.length <= 8, `${launcher.started.length} starts`);
  });

  it('keeps nobody from being served who wants the base model of another', async () => {
    const models = ['a', 'b'].map((name) => modelConfig(name, { maxWaitMs: 10_000 }));
    const { ask, clock } = fleetUnderTest(models);
    ask('a', 0, 'x');
    const request = ask('b');
    await clock.advance(8000);
    assert.ok(request.lease);
  });
});

describe('what is known of the LoRA adapters of a replica', () => {
  it('is all that was said last', async () => {
    const { fleet } = await up(two());
    fleet.setLoras('a-1', new Map([...has('x', loaded(0)), ...has('y', loaded(1))]));
    fleet.setLoras('a-1', has('y', loaded(0)));
    assert.deepEqual(fleet.lorasOf('a-1'), has('y', loaded(0)));
    assert.equal(fleet.lorasOf('a-2').size, 0);
  });

  it('does not change behind the fleet’s back', async () => {
    const { fleet, ask } = await up(two());
    const mine = has('x', loaded(0));
    fleet.setLoras('a-1', mine);
    mine.delete('x');
    assert.ok(ask('a', 0, 'x').lease);
  });

  it('is nothing for engines that are gone or were never there', async () => {
    const { fleet, clock } = await up(two());
    fleet.setLoras('a-1', has('x', loaded()));
    const gone = fleet.stop('a-1', { force: true });
    await clock.advance(200);
    await gone;
    fleet.setLoras('a-1', has('x', loaded()));
    fleet.setLoras('zzz', has('x', loaded()));
    assert.equal(fleet.lorasOf('a-1').size, 0);
    assert.equal(fleet.lorasOf('zzz').size, 0);
  });

  it('ends with the replica: the next one is asked anew', async () => {
    const known = [has('x', loaded(0)), has('x', loaded(1))];
    const { clock, fleet, launcher, served } = fleetUnderTest([modelConfig('a')], {
      beforeReady: async () => known.shift(),
    });
    await served('a', 0, 2000, 'x');
    launcher.started[0]?.die({ signal: 'SIGKILL' });
    await clock.advance(3000);
    assert.deepEqual(fleet.lorasOf('a-2'), has('x', loaded(1)));
  });

  it('is nothing where the hook before ready says nothing, or fails', async () => {
    const { fleet, served } = fleetUnderTest([modelConfig('a')], {
      beforeReady: async () => Promise.reject(new Error('no')),
    });
    await served('a');
    assert.equal(fleet.lorasOf('a-1').size, 0);
  });
});
