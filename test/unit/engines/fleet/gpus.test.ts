/** Which engine has which GPUs, and who makes room for whom. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GpusConfig } from '../../../../server/platform/config/config.ts';
import { wellBehaved } from './fakes/fake-engines.ts';
import { fleetUnderTest, modelConfig } from './fakes/fleet-under-test.ts';
import { gpuModel, gpusOf, gpuVariant, runningOn, seenBy } from './fakes/with-gpus.ts';

const one: GpusConfig = { count: 1 };
const both: GpusConfig = { ids: [0, 1] };
const first: GpusConfig = { ids: [0] };
/** Two GPUs, and slots enough. */
const two = { gpus: gpusOf(0, 1), slots: 4 };

describe('an engine that asks for GPUs', () => {
  it('is told which are its own, counted as nvidia-smi counts', async () => {
    const { served, launcher, fleet } = fleetUnderTest([gpuModel('a', { ids: [1] })], two);
    await served('a');
    assert.deepEqual(launcher.started[0]?.spec.env, {
      CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
      CUDA_VISIBLE_DEVICES: '1',
      NVIDIA_VISIBLE_DEVICES: '1',
    });
    assert.deepEqual(fleet.engines()[0]?.gpus, [1]);
  });

  it('may ask for none, and sees none; one that does not ask is told nothing', async () => {
    const { served, launcher, fleet } = fleetUnderTest([gpuModel('a', { ids: [] }), modelConfig('b')], two);
    await served('a');
    await served('b');
    assert.deepEqual(runningOn(launcher), ['a: ', 'b: all']);
    assert.deepEqual(
      fleet.engines().map(({ gpus }) => gpus),
      [[], null],
    );
  });

  it('has what another has not', async () => {
    const { served, launcher } = fleetUnderTest([gpuModel('a', one), gpuModel('b', one)], two);
    await served('a');
    await served('b');
    assert.deepEqual(runningOn(launcher), ['a: 0', 'b: 1']);
  });

  it('shares only with those that share too', async () => {
    const shared: GpusConfig = { ids: [0], shared: true };
    const models = [gpuModel('a', shared), gpuModel('b', shared), gpuModel('c', first)];
    const { ask, served, clock, launcher } = fleetUnderTest(models, two);
    (await served('a')).release('answered');
    await served('b');
    assert.deepEqual(runningOn(launcher), ['a: 0', 'b: 0']);
    const request = ask('c');
    await clock.advance(2000);
    assert.equal(request.answers, 0);
    assert.deepEqual(runningOn(launcher), ['a: 0', 'b: 0'], 'the end of one alone would be of no use');
  });

  it('gives each of several replicas its own', async () => {
    const { clock, launcher } = fleetUnderTest([gpuModel('a', one, { replicas: 3, preload: true })], two);
    await clock.advance(2000);
    assert.deepEqual(runningOn(launcher), ['a: 0', 'a: 1']);
  });
});

describe('GPUs are free again', () => {
  const models = () => [gpuModel('a', both), gpuModel('b', both)];
  const b = async ({ served }: ReturnType<typeof fleetUnderTest>) => (await served('b', 0, 40_000)).engineId;

  it('after a stop, when the engine is really gone', async () => {
    const under = fleetUnderTest(models(), { ...two, behave: () => ({ ...wellBehaved, stopMs: 3000 }) });
    const lease = await under.served('a');
    lease.release('answered');
    const request = under.ask('b');
    await under.clock.advance(2900);
    assert.deepEqual(runningOn(under.launcher), ['a: 0,1']);
    await under.clock.advance(1500);
    assert.equal(request.lease?.model, 'b');
  });

  for (const [how, behaviour] of [
    ['a crash', { exitsAfterMs: 1500 }],
    ['a start that failed', { exitsAfterMs: 500 }],
    ['a start that took too long', { loadMs: Number.POSITIVE_INFINITY }],
  ] as const)
    it(`after ${how}`, async () => {
      const behave = ({ command }: { readonly command: readonly string[] }) =>
        command[1] === 'a' ? { ...wellBehaved, ...behaviour } : wellBehaved;
      const variants = [gpuVariant('a', both, { readyTimeoutMs: 2000 })];
      const under = fleetUnderTest([gpuModel('a', both, { variants }), gpuModel('b', both)], { ...two, behave });
      under.ask('a').lease?.release('answered');
      await under.clock.advance(2500);
      assert.match(await b(under), /^b-/);
    });

  it('after a launch that was refused', async () => {
    const under = fleetUnderTest(models(), two);
    under.launcher.refuse = 'no port is free';
    under.ask('a');
    await under.clock.advance(10);
    under.launcher.refuse = null;
    assert.match(await b(under), /^b-/);
  });
});

describe('when its GPUs are taken', () => {
  it('an idle engine makes room, though there are slots', async () => {
    const { served, launcher } = fleetUnderTest([gpuModel('a', first), gpuModel('b', first)], two);
    (await served('a')).release('answered');
    await served('b');
    assert.deepEqual(runningOn(launcher), ['b: 0']);
  });

  it('one that has none of them does not, however long it has been idle', async () => {
    const models = [modelConfig('old'), gpuModel('a', { ids: [1] }), gpuModel('b', first), gpuModel('c', first)];
    const { served, clock, launcher } = fleetUnderTest(models, two);
    for (const name of ['old', 'a', 'b']) {
      (await served(name)).release('answered');
      await clock.advance(100);
    }
    await served('c');
    assert.deepEqual(runningOn(launcher), ['old: all', 'a: 1', 'c: 0']);
  });

  it('a busy engine makes room when half of `max_wait` is over', async () => {
    const models = [gpuModel('a', first), gpuModel('b', first, { maxWaitMs: 10_000 })];
    const { served, ask, clock } = fleetUnderTest(models, two);
    const lease = await served('a');
    const request = ask('b');
    await clock.advance(4900);
    assert.equal(request.answers, 0);
    const more = ask('a');
    assert.ok(more.lease, 'it is still there for all');
    more.lease.release('answered');
    await clock.advance(200);
    lease.release('answered');
    await clock.advance(1200);
    assert.equal(request.lease?.model, 'b');
  });

  it('nobody is stopped in vain: an idle one stays as long as a busy one keeps the rest', async () => {
    const models = [gpuModel('a', first), gpuModel('b', { ids: [1] }), gpuModel('c', both, { maxWaitMs: 10_000 })];
    const { served, ask, clock, launcher } = fleetUnderTest(models, two);
    (await served('a')).release('answered');
    const lease = await served('b');
    const request = ask('c');
    await clock.advance(3000);
    assert.deepEqual(runningOn(launcher), ['a: 0', 'b: 1']);
    lease.release('answered');
    await clock.advance(1300);
    assert.equal(request.lease?.model, 'c');
    assert.deepEqual(runningOn(launcher), ['c: 0,1']);
  });

  it('as many leave as are needed, and no more', async () => {
    const models = [...['a', 'b', 'c'].map((name) => gpuModel(name, one)), gpuModel('d', { count: 2 })];
    const { served, clock, launcher } = fleetUnderTest(models, { gpus: gpusOf(0, 1, 2), slots: 9 });
    for (const name of ['a', 'b', 'c']) {
      (await served(name)).release('answered');
      await clock.advance(100);
    }
    await served('d');
    assert.deepEqual(runningOn(launcher), ['c: 2', 'd: 0,1']);
  });

  it('those who came later do not take what is promised to those before them', async () => {
    const models = [gpuModel('a', first), gpuModel('b', both), gpuModel('c', one)];
    const slow = { ...two, behave: () => ({ ...wellBehaved, stopMs: 2000 }) };
    const { served, ask, clock, launcher } = fleetUnderTest(models, slow);
    (await served('a')).release('answered');
    const large = ask('b');
    const small = ask('c');
    await clock.advance(3100);
    assert.equal(large.lease?.model, 'b');
    assert.equal(small.answers, 0);
    assert.deepEqual(runningOn(launcher), ['b: 0,1']);
    large.lease?.release('answered');
    await clock.advance(3100);
    assert.equal(small.lease?.model, 'c');
  });

  it('a start by name says who has them, and stops nobody who is busy', async () => {
    const { served, fleet } = fleetUnderTest([gpuModel('a', first), gpuModel('b', both)], two);
    const lease = await served('a');
    await assert.rejects(fleet.start('b', null), {
      code: 'no_room',
      message: /no room to start model "b": GPU 0, 1 is not free: a-1 has 0\. Running: a-1 \(ready, 1 in flight\)/,
    });
    lease.release('answered');
  });

  it('time in which room is made does not count', async () => {
    const models = [gpuModel('a', first), gpuModel('b', first, { maxWaitMs: 1000 })];
    const { served, ask, clock } = fleetUnderTest(models, { ...two, behave: () => ({ ...wellBehaved, stopMs: 5000 }) });
    (await served('a')).release('answered');
    const request = ask('b');
    await clock.advance(6100);
    assert.equal(request.lease?.model, 'b');
  });
});

describe('GPUs that can never be had', () => {
  it('are a clear error for those who ask, at once', async () => {
    const { ask, clock, fleet, launcher } = fleetUnderTest([gpuModel('a', { ids: [1, 7] })], two);
    const request = ask('a');
    await clock.advance(0);
    assert.equal(request.error?.code, 'engine_start_failed');
    assert.match(
      request.error?.message ?? '',
      /model "a" could not be started: there is no GPU 7 here: the GPUs are 0, 1/,
    );
    await assert.rejects(fleet.start('a', null), { code: 'engine_start_failed', message: /no GPU 7/ });
    assert.equal(launcher.started.length, 0);
  });

  it('keep nobody else from being preloaded', async () => {
    const models = [gpuModel('a', { count: 3 }, { preload: true }), gpuModel('b', both, { preload: true })];
    const { clock, launcher } = fleetUnderTest(models, two);
    await clock.advance(2000);
    assert.deepEqual(runningOn(launcher), ['b: 0,1']);
  });

  it('may be there after a change of the configuration', async () => {
    const { fleet, served, launcher } = fleetUnderTest([gpuModel('a', { ids: [7] })], two);
    fleet.setGpus(gpusOf(7));
    await served('a');
    assert.equal(launcher.started[0] && seenBy(launcher.started[0]), '7');
  });
});

describe('the GPUs of the machine', () => {
  const looking = () => {
    const looks: ((gpus: ReturnType<typeof gpusOf>) => void)[] = [];
    return { looks, findGpus: () => new Promise<ReturnType<typeof gpusOf>>((resolve) => looks.push(resolve)) };
  };

  it('are looked for when an engine asks for some, once', async () => {
    const { looks, findGpus } = looking();
    const models = [modelConfig('none'), gpuModel('a', one), gpuModel('b', one)];
    const { served, ask, clock, launcher } = fleetUnderTest(models, { slots: 4, findGpus });
    await served('none');
    assert.equal(looks.length, 0);
    const requests = [ask('a'), ask('b')];
    await clock.advance(100_000);
    assert.equal(looks.length, 1);
    assert.ok(requests.every(({ answers }) => answers === 0));
    looks[0]?.(gpusOf(0, 1));
    await clock.advance(1100);
    assert.ok(requests.every(({ lease }) => lease));
    assert.deepEqual(runningOn(launcher), ['none: all', 'a: 0', 'b: 1']);
  });

  it('are those that the configuration names meanwhile, whatever is found', async () => {
    const { looks, findGpus } = looking();
    const { fleet, ask, served, clock, launcher } = fleetUnderTest([gpuModel('a', { ids: [7] })], { findGpus });
    ask('a');
    await clock.advance(0);
    fleet.setGpus(gpusOf(7));
    looks[0]?.([]);
    await clock.advance(1100);
    await served('a');
    assert.deepEqual(runningOn(launcher), ['a: 7']);
    fleet.configure([gpuModel('a', { ids: [7] }), gpuModel('b', { ids: [7], shared: true })], 2);
    const refused = ask('b');
    await clock.advance(0);
    assert.equal(refused.error, null, 'GPU 7 is there');
  });

  it('are none where the look fails: said to those who ask', async () => {
    const findGpus = async () => Promise.reject(new Error('the driver is gone'));
    const { ask, clock } = fleetUnderTest([gpuModel('a', one)], { findGpus });
    const request = ask('a');
    await clock.advance(0);
    assert.match(request.error?.message ?? '', /1 GPU is asked for: no GPUs are known/);
  });

  it('are looked for again where there were none: the driver may have come since', async () => {
    const { looks, findGpus } = looking();
    const { ask, clock, launcher } = fleetUnderTest([gpuModel('a', one)], { findGpus });
    const first = ask('a');
    await clock.advance(0);
    looks[0]?.([]);
    await clock.advance(9_000);
    assert.match(first.error?.message ?? '', /no GPUs are known/);
    const second = ask('a');
    await clock.advance(1_000);
    assert.match(second.error?.message ?? '', /no GPUs are known/);
    assert.equal(looks.length, 1, 'not for each request');
    const third = ask('a');
    await clock.advance(0);
    assert.equal(looks.length, 2);
    looks[1]?.(gpusOf(0));
    await clock.advance(1_100);
    assert.ok(third.lease);
    assert.deepEqual(runningOn(launcher), ['a: 0']);
  });

  it('are looked for again for an explicit start too', async () => {
    const { looks, findGpus } = looking();
    const { fleet, clock } = fleetUnderTest([gpuModel('a', one)], { findGpus });
    const refused = assert.rejects(fleet.start('a', null), /no GPUs are known/);
    await clock.advance(0);
    looks[0]?.([]);
    await refused;
    await clock.advance(10_000);
    const started = fleet.start('a', null);
    await clock.advance(0);
    looks[1]?.(gpusOf(0));
    await clock.advance(1_100);
    assert.equal((await started).state, 'ready');
  });

  it('are not looked for again for one that wants none', async () => {
    const { looks, findGpus } = looking();
    const { ask, clock } = fleetUnderTest([gpuModel('a', { ids: [] })], { findGpus });
    const first = ask('a');
    await clock.advance(0);
    looks[0]?.([]);
    await clock.advance(1_100);
    first.lease?.release('answered');
    await clock.advance(100_000);
    ask('a');
    await clock.advance(0);
    assert.equal(looks.length, 1);
  });

  it('make nobody leave before they are known', async () => {
    const { looks, findGpus } = looking();
    const { served, ask, clock, launcher } = fleetUnderTest([modelConfig('b'), gpuModel('a', one)], { findGpus });
    (await served('b')).release('answered');
    ask('a');
    await clock.advance(1000);
    assert.deepEqual(runningOn(launcher), ['b: all']);
    looks[0]?.(gpusOf(0));
    await clock.advance(1200);
    assert.deepEqual(runningOn(launcher), ['a: 0']);
  });
});

describe('a change of what a model asks for', () => {
  it('renews its engine; a change of the machine’s GPUs does not', async () => {
    const { fleet, served, clock, launcher } = fleetUnderTest([gpuModel('a', { ids: [0] })], two);
    (await served('a')).release('answered');
    fleet.setGpus(gpusOf(0, 1, 2));
    await clock.advance(2000);
    assert.equal(launcher.started.length, 1);
    fleet.configure([gpuModel('a', { ids: [1] })], 4);
    await clock.advance(2000);
    assert.deepEqual(runningOn(launcher), ['a: 1']);
  });

  it('of a model that is renewed: the old one goes first where both need the same', async () => {
    let lora = '/loras/x';
    const variants = [gpuVariant('a', first, { run: { by: 'command', command: ['engine', 'a', '${LORA_ARGS}'] } })];
    const under = fleetUnderTest([gpuModel('a', first, { variants, preload: true })], {
      ...two,
      loraFiles: () => [{ name: 'x', path: lora }],
    });
    await under.clock.advance(1100);
    lora = '/loras/y';
    under.fleet.renew('a');
    await under.clock.advance(1300);
    assert.deepEqual(runningOn(under.launcher), ['a: 0']);
    assert.ok(under.launcher.started[1]?.spec.command.includes('--lora=/loras/y'));
  });
});
