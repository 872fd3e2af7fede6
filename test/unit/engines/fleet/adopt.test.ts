/** Engines that an earlier gateway has left: containers survive it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ModelConfig } from '../../../../server/platform/config/config.ts';
import type { FakeEngine } from './fakes/fake-engines.ts';
import { fleetUnderTest, modelConfig } from './fakes/fleet-under-test.ts';
import { container, dockerModel, leftOf, withImages } from './fakes/in-docker.ts';
import { gpuModel, gpusOf, runningOn } from './fakes/with-gpus.ts';

/** The engines of a fleet that is then never heard of again. */
async function killed(models: readonly ModelConfig[], names: readonly string[], options = {}): Promise<FakeEngine[]> {
  const { served, docker } = fleetUnderTest(models, { slots: 9, ...options });
  for (const name of names) await served(name);
  return [...docker.started];
}

/** A new fleet that finds them. */
function next(models: readonly ModelConfig[], engines: readonly FakeEngine[], options = {}) {
  const under = withImages(models, { slots: 9, ...options });
  const left = engines.map((engine) => leftOf(engine, under.docker));
  under.fleet.adopt(left);
  return { ...under, left };
}

describe('an engine that was left', () => {
  it('serves as what it was, under its id, without another start', async () => {
    const models = [dockerModel('a'), dockerModel('b')];
    const it = next(models, await killed(models, ['b']));
    await it.clock.advance(1100);
    const [engine] = it.fleet.engines();
    assert.deepEqual([engine?.id, engine?.model, engine?.state, engine?.launcher], ['b-1', 'b', 'ready', 'docker']);
    assert.equal(it.ask('b').lease?.engineId, 'b-1');
    assert.equal(it.docker.started.length, 1);
    assert.deepEqual(it.brought, []);
  });

  it('is there before anything is started for the same model', async () => {
    const models = [dockerModel('a', {}, { preload: true })];
    const [engine] = await killed(models, ['a']);
    const { docker } = fleetUnderTest([]);
    const left = [leftOf(engine as FakeEngine, docker)];
    const under = fleetUnderTest(models, { left, slots: 2 });
    await under.clock.advance(2000);
    assert.equal(docker.started.length, 1);
    assert.equal(under.docker.started.length, 0);
  });

  it('is left alone when its variant would be started as another one', async () => {
    const changed = dockerModel('a', { docker: { ...container, memoryBytes: 5 } });
    const it = next([changed], await killed([dockerModel('a')], ['a']));
    assert.deepEqual([it.left[0]?.followed(), it.fleet.engines()], [false, []]);
  });

  it('is left alone when its model is gone, has another name, or runs as a process now', async () => {
    const engines = await killed([dockerModel('a')], ['a']);
    for (const models of [[], [{ ...dockerModel('a'), name: 'b' }], [modelConfig('a')]])
      assert.equal(next(models, engines).left[0]?.followed(), false);
  });

  it('is left alone when its model ends with its gateway: who started it may have been another', async () => {
    const engines = await killed([dockerModel('a')], ['a']);
    const it = next([dockerModel('a', {}, { endsWithGateway: true })], engines);
    assert.deepEqual([it.left[0]?.followed(), it.fleet.engines()], [false, []]);
  });

  it('is taken as often as the model is to have replicas', async () => {
    const twice = dockerModel('a', {}, { replicas: 2, preload: true });
    const engines = await killed([twice], ['a', 'a']);
    assert.equal(engines.length, 2);
    const it = next([dockerModel('a')], engines);
    assert.deepEqual(
      it.left.map(({ followed }) => followed()),
      [true, false],
    );
  });

  it('is taken once, however often it is found', async () => {
    const models = [dockerModel('a', {}, { replicas: 2 })];
    const it = next(models, await killed(models, ['a']));
    it.fleet.adopt(it.left);
    assert.equal(it.docker.started.length, 1);
  });

  it('keeps its GPUs', async () => {
    const models = [dockerModel('a', { gpus: { count: 1 } }), gpuModel('b', { count: 1 })];
    const gpus = { gpus: gpusOf(0, 1) };
    const engines = await killed([dockerModel('z', { gpus: { ids: [0] } }), ...models], ['z', 'a'], gpus);
    const it = next(models, engines.slice(1), gpus);
    await it.clock.advance(1100);
    assert.deepEqual(it.fleet.engines()[0]?.gpus, [1]);
    await it.served('b');
    assert.deepEqual(runningOn(it.launcher), ['b: 0']);
  });

  it('takes a slot: where there are fewer now, some have to leave', async () => {
    const models = ['a', 'b', 'c'].map((name) => dockerModel(name));
    const it = next(models, await killed(models, ['a', 'b', 'c']), { slots: 1 });
    await it.clock.advance(3000);
    assert.equal(it.docker.running, 1);
  });

  it('is left alone where others have its slot by now', async () => {
    const models = [dockerModel('a'), modelConfig('b')];
    const engines = await killed(models, ['a']);
    const under = fleetUnderTest(models, { slots: 1 });
    await under.served('b');
    const left = leftOf(engines[0] as FakeEngine, under.docker);
    under.fleet.adopt([left]);
    await under.clock.advance(3000);
    assert.deepEqual([left.followed(), under.launcher.running], [false, 1]);
  });

  it('is left alone where others have its GPUs by now, unless both share them', async () => {
    for (const shared of [false, true]) {
      const models = [
        dockerModel('a', { gpus: { ids: [0], shared } }),
        gpuModel('b', { ids: [0], shared }),
        gpuModel('c', { ids: [1] }),
      ];
      const gpus = { slots: 3, gpus: gpusOf(0, 1) };
      const engines = await killed(models, ['a'], gpus);
      const under = fleetUnderTest(models, gpus);
      await under.served('b');
      await under.served('c');
      const left = leftOf(engines[0] as FakeEngine, under.docker);
      under.fleet.adopt([left]);
      assert.equal(left.followed(), shared);
    }
  });

  it('is stopped like all others: when idle, asked to, and at the end', async () => {
    const models = [dockerModel('a', {}, { idleUnloadMs: 5000 }), dockerModel('b')];
    const it = next(models, await killed(models, ['a', 'b']));
    await it.clock.advance(8000);
    assert.deepEqual(
      it.fleet.engines().map(({ id, state }) => [id, state]),
      [
        ['b-2', 'ready'],
        ['a-1', 'stopped'],
      ],
    );
    const down = it.fleet.shutdown(0);
    await it.clock.advance(500);
    await down;
    assert.equal(it.docker.running, 0);
  });

  it('that ends is started anew', async () => {
    const models = [dockerModel('a')];
    const it = next(models, await killed(models, ['a']));
    await it.clock.advance(1100);
    it.docker.engine('a-1').die({ code: 1 });
    await it.clock.advance(1500);
    it.brought[0]?.done();
    await it.clock.advance(1500);
    assert.equal(it.docker.started.length, 2);
    assert.equal(it.fleet.models()[0]?.state, 'ready');
  });

  it('that does not get ready is given up like a start', async () => {
    const models = [dockerModel('a', { readyTimeoutMs: 3000 })];
    const engines = await killed(models, ['a']);
    const it = next(models, engines);
    it.docker.engine('a-1').mute = true;
    await it.clock.advance(4000);
    assert.equal(it.docker.running, 0);
    assert.match(it.fleet.engines()[0]?.reason ?? '', /did not become ready in 3 s/);
  });

  it('is not taken by a gateway that shuts down', async () => {
    const models = [dockerModel('a')];
    const engines = await killed(models, ['a']);
    const under = fleetUnderTest(models);
    void under.fleet.shutdown(0);
    const left = leftOf(engines[0] as FakeEngine, under.docker);
    under.fleet.adopt([left]);
    assert.equal(left.followed(), false);
  });
});

describe('what names an engine to the next gateway', () => {
  it('holds no secret of its environment', async () => {
    const { served, docker } = fleetUnderTest([dockerModel('a', { env: { HF_TOKEN: 'hf_secret' } })]);
    await served('a');
    const left = leftOf(docker.engine('a-1'), docker);
    assert.match(left.specKey, /^[0-9a-f]{32}$/);
  });
});
