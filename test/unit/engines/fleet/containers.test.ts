// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${MODEL_PATH} and ${PORT} are filled in at the start
/** Engines that run in containers: who starts them, what of, and their images. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../../server/platform/errors.ts';
import { wellBehaved } from './fakes/fake-engines.ts';
import { fleetUnderTest, modelConfig } from './fakes/fleet-under-test.ts';
import { container, dockerModel, dockerVariant, withImages } from './fakes/in-docker.ts';
import { gpusOf } from './fakes/with-gpus.ts';
import { sourceOf } from './fakes/with-sources.ts';

describe('a model with `docker`', () => {
  it('is started by Docker, the others as processes', async () => {
    const { served, docker, launcher, fleet } = fleetUnderTest([dockerModel('a'), modelConfig('b')], { slots: 2 });
    await served('a');
    await served('b');
    assert.deepEqual([docker.started.length, launcher.started.length], [1, 1]);
    const [inside, outside] = fleet.engines();
    assert.deepEqual([inside?.launcher, inside?.containerId], ['docker', 'container of a-1']);
    assert.deepEqual([outside?.launcher, outside?.containerId], ['process', null]);
  });

  it('takes a slot like all others', async () => {
    const { served, docker, launcher } = fleetUnderTest([dockerModel('a'), modelConfig('b')]);
    (await served('a')).release('answered');
    (await served('b')).release('answered');
    await served('a');
    assert.deepEqual([docker.running, launcher.running, docker.mostRunning], [1, 0, 1]);
  });

  it('is told what its container needs, and its GPUs by their numbers', async () => {
    const mounts = [{ type: 'bind', source: '/a', target: '/b', readOnly: true }] as const;
    const variant = { docker: { ...container, mounts, shmBytes: 1 }, gpus: { ids: [1, 3] }, env: { A: 'b' } };
    const { served, docker } = fleetUnderTest([dockerModel('a', variant)], { gpus: gpusOf(0, 1, 2, 3) });
    await served('a');
    const { spec } = docker.engine('a-1');
    assert.deepEqual(spec.docker, { ...container, mounts, shmBytes: 1, gpus: { ids: ['1', '3'] } });
    assert.deepEqual(spec.env, { A: 'b' }, 'inside they are counted from 0');
  });

  it('sees no GPUs where it is to have none, even of an image that asks for all', async () => {
    const { served, docker } = fleetUnderTest([dockerModel('a', { gpus: { ids: [] } })], { gpus: gpusOf(0) });
    await served('a');
    const { spec } = docker.engine('a-1');
    assert.deepEqual([spec.docker?.gpus, spec.env['NVIDIA_VISIBLE_DEVICES']], [undefined, 'void']);
  });

  it('sees the files that were fetched for it, where they are', async () => {
    const mounted = {
      ...container,
      mounts: [{ type: 'bind', source: '/x', target: '/models/', readOnly: true }],
    } as const;
    const run = { by: 'command', command: ['engine', '-m', '${MODEL_PATH}'] } as const;
    const { served, docker } = fleetUnderTest(
      [
        dockerModel('a', { source: sourceOf('a'), run }),
        dockerModel('b', { source: sourceOf('b'), run, docker: mounted }),
      ],
      {
        slots: 2,
        fetchSource: async (_, { source }) => ({ dir: source?.outputDir ?? '', path: `${source?.outputDir}/x` }),
      },
    );
    await served('a');
    await served('b');
    const bind = { type: 'bind', source: '/models/a', target: '/models/a', readOnly: true };
    assert.deepEqual(docker.engine('a-1').spec.docker?.mounts, [bind]);
    assert.deepEqual(docker.engine('b-2').spec.docker?.mounts, mounted.mounts, 'it sees them already');
    assert.deepEqual(docker.engine('a-1').spec.command, ['engine', '-m', '/models/a/x']);
  });

  it('is renewed when its container would be another one', async () => {
    const { served, clock, docker, fleet } = fleetUnderTest([dockerModel('a')]);
    (await served('a')).release('answered');
    fleet.configure([dockerModel('a', { workDir: '/elsewhere' })], 1);
    await clock.advance(2000);
    assert.equal(docker.started.length, 1, 'the folder of the gateway is nothing to it');
    fleet.configure([dockerModel('a', { docker: { ...container, memoryBytes: 1 } })], 1);
    await clock.advance(2000);
    assert.deepEqual(
      docker.started.map(({ spec, status }) => [spec.docker?.memoryBytes, status]),
      [
        [undefined, 'stopped'],
        [1, 'running'],
      ],
    );
  });

  it('cannot be started by a program that runs no containers', async () => {
    const { launcher, clock } = fleetUnderTest([]);
    const { ask } = fleetUnderTest([dockerModel('a')], { launchers: { process: launcher } });
    const request = ask('a');
    await clock.advance(0);
    assert.match(request.error?.message ?? '', /it has `docker`, and this program runs no containers/);
  });

  it('says what Docker knows of its end', async () => {
    const detail = 'the kernel killed it because it used more memory than it may';
    const { ask, clock, fleet } = fleetUnderTest([dockerModel('a')], {
      behave: () => ({ ...wellBehaved, exitsAfterMs: 100, exit: { signal: 'SIGKILL', detail } }),
    });
    const request = ask('a');
    await clock.advance(200);
    assert.match(request.error?.message ?? '', /it was ended by SIGKILL: the kernel killed it .* before it was ready/);
    assert.match(fleet.engines()[0]?.reason ?? '', /used more memory/);
  });

  it('shows that Docker does not answer, and goes on', async () => {
    const { served, docker, fleet } = fleetUnderTest([dockerModel('a')]);
    await served('a');
    Object.assign(docker.engine('a-1'), { trouble: () => 'Docker cannot be reached' });
    const [engine] = fleet.engines();
    assert.deepEqual([engine?.state, engine?.trouble], ['ready', 'Docker cannot be reached']);
  });
});

describe('the image of a model', () => {
  it('is brought before room is made: those who run go on meanwhile', async () => {
    const { served, ask, brought, clock, launcher } = withImages([dockerModel('a'), modelConfig('b')]);
    (await served('b')).release('answered');
    const request = ask('a');
    await clock.advance(300_000);
    assert.equal(launcher.running, 1);
    assert.equal(request.answers, 0, 'such a wait does not count');
    brought[0]?.done();
    await clock.advance(1200);
    assert.equal(request.lease?.model, 'a');
    assert.equal(launcher.running, 0);
  });

  it('shows the model as starting', async () => {
    const { ask, fleet, brought, clock } = withImages([dockerModel('a')]);
    assert.equal(fleet.models()[0]?.state, 'stopped');
    ask('a');
    assert.equal(fleet.models()[0]?.state, 'starting');
    brought[0]?.done();
    await clock.advance(1100);
    assert.equal(fleet.models()[0]?.state, 'ready');
  });

  it('is looked for before each start, once for all who wait', async () => {
    const { ask, served, fleet, brought, clock } = withImages([dockerModel('a')]);
    const requests = [ask('a'), ask('a'), ask('a')];
    brought[0]?.done();
    await clock.advance(1100);
    for (const { lease } of requests) lease?.release('answered');
    assert.equal(brought.length, 1);
    const stopped = fleet.stop('a-1', { force: true });
    await clock.advance(200);
    await stopped;
    const again = served('a');
    await clock.advance(10);
    assert.equal(brought.length, 2);
    brought[1]?.done();
    await again;
  });

  it('that could not be brought is a clear error for all who wait, and is asked for again by the next', async () => {
    const { ask, fleet, brought, clock } = withImages([dockerModel('a')]);
    const requests = [ask('a'), ask('a')];
    const start = fleet.start('a', null).catch((error: unknown) => error as AppError);
    brought[0]?.fail(new AppError('engine_start_failed', 'cannot pull engine:1: the registry has no such image'));
    await clock.advance(0);
    for (const { error } of requests) {
      assert.equal(error?.code, 'engine_start_failed');
      assert.match(error?.message ?? '', /model "a" could not be started: cannot pull engine:1: the registry/);
    }
    assert.match(((await start) as AppError).message, /cannot pull/);
    const next = ask('a');
    brought[1]?.done();
    await clock.advance(1100);
    assert.ok(next.lease);
  });

  it('of a preloaded model is asked for again by itself, more and more seldom, and at last no more', async () => {
    const { brought, clock, fleet } = withImages([dockerModel('a', {}, { preload: true })]);
    for (let tries = 0; tries < 5; tries++) {
      brought[tries]?.fail(new Error('no route'));
      await clock.advance(30_000);
    }
    await clock.advance(600_000);
    assert.equal(brought.length, 5);
    assert.equal(fleet.models()[0]?.state, 'failed');
  });

  it('is tried anew when Docker is back', async () => {
    const { brought, clock, fleet } = withImages([dockerModel('a', {}, { preload: true })]);
    for (let tries = 0; tries < 5; tries++) {
      brought[tries]?.fail(new Error('Docker is away'));
      await clock.advance(30_000);
    }
    fleet.adopt([]);
    assert.equal(brought.length, 6);
    brought[5]?.done();
    await clock.advance(1100);
    assert.equal(fleet.models()[0]?.state, 'ready');
  });

  it('is brought for each of several replicas, and before one is renewed', async () => {
    let lora = '/loras/x';
    const run = { by: 'command', command: ['engine', 'a', '${LORA_ARGS}'] } as const;
    const under = withImages([dockerModel('a', { run }, { preload: true })], {
      slots: 2,
      loraFiles: () => [{ name: 'x', path: lora }],
    });
    under.brought[0]?.done();
    await under.clock.advance(1100);
    lora = '/loras/y';
    under.fleet.renew('a');
    await under.clock.advance(1100);
    assert.equal(under.docker.started.length, 1);
    under.brought[1]?.done();
    await under.clock.advance(1300);
    assert.deepEqual(
      under.docker.started.map(({ status }) => status),
      ['stopped', 'running'],
    );
  });

  it('is one for variants with the same container, and each its own for others', async () => {
    const variants = [
      dockerVariant('small', { context: 512 }),
      dockerVariant('large', { context: 1024 }),
      dockerVariant('huge', { context: 2048, docker: { image: 'engine:2' } }),
    ];
    const { ask, brought, clock } = withImages([modelConfig('a', { variants })], { slots: 3 });
    ask('a', 0);
    ask('a', 1);
    await clock.advance(0);
    assert.deepEqual(
      brought.map(({ image }) => image),
      ['engine:1'],
    );
    ask('a', 2);
    await clock.advance(0);
    assert.deepEqual(
      brought.map(({ image }) => image),
      ['engine:1', 'engine:2'],
    );
  });

  it('is of no interest any more when its model has another one, or is gone', async () => {
    const { ask, brought, clock, fleet, docker } = withImages([dockerModel('a'), dockerModel('b')]);
    const requests = [ask('a'), ask('b')];
    fleet.configure([dockerModel('a', { docker: { image: 'engine:2' } })], 1);
    for (const { fail } of brought.slice(0, 2)) fail(new Error('no route'));
    await clock.advance(0);
    assert.deepEqual(
      brought.map(({ image }) => image),
      ['engine:1', 'engine:1', 'engine:2'],
    );
    brought[2]?.done();
    await clock.advance(1100);
    assert.ok(requests[0]?.lease);
    assert.equal(requests[1]?.error?.code, 'model_not_found');
    assert.equal(docker.started.length, 1);
  });

  it('keeps nobody from shutting down', async () => {
    const { ask, clock, fleet } = withImages([dockerModel('a')]);
    const request = ask('a');
    await fleet.shutdown(0);
    await clock.advance(0);
    assert.equal(request.error?.code, 'shutting_down');
  });
});
