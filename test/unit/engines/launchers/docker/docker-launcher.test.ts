import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DockerFault } from '../../../../../server/engines/launchers/docker/api/docker-api.ts';
import {
  createDockerLauncher,
  type DockerLauncherOptions,
  type LaunchSpec,
  specKeyOf,
} from '../../../../../server/engines/launchers/index.ts';
import { silentLog } from '../../../../../server/platform/log.ts';
import { away, type FakeDocker, fakeDocker } from './fake-docker.ts';
import { type FakeTime, fakeTime } from './fake-time.ts';

const spec: LaunchSpec = {
  engineId: 'tiny-0f3a',
  command: ['serve', '${PORT}'],
  env: { TOKEN: 'hf_verySecret' },
  workDir: '/',
  stopCommand: null,
  url: null,
  docker: { image: 'engine:1' },
};

function setUp(
  options: Partial<DockerLauncherOptions> = {},
  docker: FakeDocker = fakeDocker(),
  time: FakeTime = fakeTime(),
) {
  const released: number[] = [];
  const launcher = createDockerLauncher({
    log: silentLog,
    clock: time.clock,
    connection: { socketPath: '/fake.sock' },
    owner: 'gateway-1',
    api: docker.api,
    ports: { take: async () => 41_000, release: (port) => void released.push(port) },
    ...options,
  });
  return { launcher, docker, time, released };
}
const linesOf = (engine: { logs: { last(count: number): readonly { line: string }[] } }) =>
  engine.logs.last(50).map(({ line }) => line);

describe('an engine in a container', () => {
  test('is asked for, made and started, in this order', async () => {
    const { launcher, docker, time } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    assert.deepEqual(docker.calls.slice(0, 5), [
      'version',
      'has engine:1',
      'create roundhouse-gateway-1-tiny-0f3a',
      'start',
      'inspect',
    ]);
    assert.equal(engine.baseUrl, 'http://127.0.0.1:41000');
    assert.equal(engine.pid, 4_711);
    assert.deepEqual(docker.one().body.Labels, {
      'roundhouse.owner': 'gateway-1',
      'roundhouse.engine': 'tiny-0f3a',
      'roundhouse.spec': specKeyOf(spec),
      'roundhouse.url': 'http://127.0.0.1:41000',
      'roundhouse.port': '8000',
      'roundhouse.bind': '127.0.0.1',
    });
  });

  test('is there at once, and says in its log that its image is pulled', async () => {
    const { launcher, docker, time } = setUp();
    docker.images.clear();
    docker.onPull = async (_, { onStep }) => {
      await time.clock.timer(0, () => {});
      onStep({ id: 'a', status: 'Pulling fs layer' });
    };
    const engine = await launcher.start(spec);
    assert.equal(engine.pid, null);
    assert.equal(engine.processStatus(), 'running');
    await time.pass(10);
    assert.deepEqual(linesOf(engine), ['[roundhouse] pulling image engine:1', '[roundhouse] image engine:1 is here']);
  });

  for (const [policy, there, pulls] of [
    ['missing', true, false],
    ['missing', false, true],
    ['always', true, true],
    ['never', false, false],
  ] as const) {
    test(`with pull: ${policy} and an image that is ${there ? '' : 'not '}there is ${pulls ? '' : 'not '}pulled`, async () => {
      const { launcher, docker, time } = setUp();
      if (!there) docker.images.clear();
      const engine = await launcher.start({ ...spec, docker: { image: 'engine:1', pull: policy } });
      await time.pass(0);
      assert.equal(docker.calls.includes('pull engine:1'), pulls);
      if (policy === 'never') assert.match((await engine.exited).spawnError ?? '', /is not on the Docker host/);
    });
  }

  test('waits for its image as long as something of it comes, and then for ten minutes', async () => {
    const { launcher, docker, time } = setUp();
    docker.images.clear();
    let step = (): void => {};
    docker.onPull = (_, { signal, onStep }) => {
      step = () => onStep({ id: 'a', status: 'Downloading' });
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new DockerFault(null, 'aborted'))),
      );
    };
    const engine = await launcher.start(spec);
    await time.pass(61_000);
    step();
    await time.pass(9 * 60_000 + 55_000);
    assert.equal(engine.processStatus(), 'running');
    await time.pass(61_000);
    assert.match(
      (await engine.exited).spawnError ?? '',
      /^cannot pull engine:1: nothing of it has come for 10 minutes/,
    );
  });

  test('gives the login to the registry and to nobody else', async () => {
    const { launcher, docker, time } = setUp({ registryLogin: () => ({ username: 'me', password: 'pass-word' }) });
    docker.images.clear();
    docker.onPull = async (_, { login }) => {
      throw new DockerFault(500, `denied for ${login?.password}`);
    };
    const engine = await launcher.start(spec);
    await time.pass(0);
    const { spawnError } = await engine.exited;
    assert.match(spawnError ?? '', /^cannot pull engine:1: the registry refuses it/);
    assert.doesNotMatch(JSON.stringify([spawnError, linesOf(engine)]), /pass-word/);
  });

  test('that is told to stop while its image is pulled stops pulling, and that was wanted', async () => {
    const { launcher, docker, time, released } = setUp();
    docker.images.clear();
    docker.onPull = (_, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DockerFault(null, 'aborted'))));
    const engine = await launcher.start(spec);
    await time.pass(0);
    await engine.stop(1_000);
    assert.deepEqual(await engine.exited, { code: null, signal: null, wanted: true, spawnError: null });
    assert.equal(docker.containers.size, 0);
    assert.deepEqual(released, [41_000]);
  });

  test('that cannot be started leaves no container behind', async () => {
    const { launcher, docker, time } = setUp();
    docker.api.start = async () => {
      throw new DockerFault(500, 'could not select device driver "" with capabilities: [[gpu]], token hf_verySecret');
    };
    const engine = await launcher.start(spec);
    await time.pass(0);
    const { spawnError } = await engine.exited;
    assert.match(spawnError ?? '', /NVIDIA Container Toolkit/);
    assert.doesNotMatch(spawnError ?? '', /verySecret/);
    assert.equal(docker.containers.size, 0);
  });

  test('is removed when it has ended, and its port can be had again', async () => {
    const { launcher, docker, time, released } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    docker.end(docker.one(), { exitCode: 3 });
    await time.pass(100);
    assert.deepEqual(await engine.exited, { code: 3, signal: null, wanted: false, spawnError: null });
    assert.equal(docker.containers.size, 0);
    assert.deepEqual(released, [41_000]);
  });
});

describe('while Docker is away', () => {
  test('an engine counts as running, and says what the trouble is', async () => {
    const { launcher, docker, time } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    docker.say(docker.one(), 'one');
    docker.fault = away;
    docker.one().output.end();
    await time.pass(30_000);
    assert.equal(engine.processStatus(), 'running');
    assert.match(engine.trouble?.() ?? '', /Docker cannot be reached at \/fake\.sock/);
    docker.fault = null;
    await time.pass(6_000);
    assert.equal(engine.trouble?.(), null);
    docker.say(docker.one(), 'two');
    await time.pass(0);
    assert.deepEqual(linesOf(engine), ['one', 'two']);
  });

  test('it is not asked more often than each 5 s', async () => {
    const { launcher, docker, time } = setUp();
    await launcher.start(spec);
    await time.pass(0);
    docker.fault = away;
    docker.one().output.end();
    await time.pass(60_000);
    const before = docker.calls.length;
    await time.pass(60_000);
    assert.ok(docker.calls.length - before <= 12, `${docker.calls.length - before} calls in a minute`);
  });

  test('a connection without an end is noticed by a look each 10 s', async () => {
    const { launcher, docker, time } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    // Its output never ends: the host is gone without a word.
    docker.one().state = { ...docker.one().state, status: 'exited', exitCode: 9 };
    await time.pass(11_000);
    assert.equal((await engine.exited).code, 9);
  });

  test('the shutdown does not wait for it for ever', async () => {
    const { launcher, docker, time } = setUp();
    await launcher.start(spec);
    await time.pass(0);
    docker.fault = away;
    docker.one().output.end();
    let closed = false;
    const closing = launcher.close().then(() => {
      closed = true;
    });
    await time.pass(10_000);
    assert.equal(closed, false);
    await time.pass(2_000);
    await closing;
    assert.equal(docker.containers.size, 1, 'it is left to the next start');
  });

  test('nor for a container that is being made or started, which is removed if it comes all the same', async () => {
    for (const call of ['create', 'start'] as const) {
      const { launcher, docker, time } = setUp();
      const late = Promise.withResolvers<void>();
      const { create, start } = docker.api;
      if (call === 'create') docker.api.create = (name, body) => late.promise.then(() => create(name, body));
      else docker.api.start = (id) => late.promise.then(() => start(id));
      const engine = await launcher.start(spec);
      await time.pass(0);
      let closed = false;
      void launcher.close().then(() => {
        closed = true;
      });
      await time.pass(12_000);
      assert.deepEqual([closed, (await engine.exited).wanted], [true, true]);
      late.resolve();
      await time.pass(100);
      assert.equal(docker.containers.size, 0);
    }
  });

  test('a stop is waited for a minute, but for seconds only when the gateway is about to end', async () => {
    for (const [soon, waitMs] of [
      [false, 61_000],
      [true, 6_000],
    ] as const) {
      const { launcher, docker, time } = setUp();
      const engine = await launcher.start(spec);
      await time.pass(0);
      docker.fault = away;
      docker.one().output.destroy();
      await time.pass(100);
      if (soon) launcher.closeSoon();
      let stopped = false;
      void engine.stop(1_000).then(() => {
        stopped = true;
      });
      await time.pass(waitMs - 1_000);
      assert.equal(stopped, false);
      await time.pass(1_500);
      assert.equal(stopped, true);
      assert.equal(docker.containers.size, 1, 'it is left to the next start');
    }
  });

  test('one that could not be ended is removed when it is back, and before another one starts', async () => {
    for (const next of [false, true]) {
      const { launcher, docker, time } = setUp();
      const engine = await launcher.start(spec);
      await time.pass(0);
      const { id } = docker.one();
      docker.fault = away;
      docker.one().output.destroy();
      void engine.stop(0);
      await time.pass(61_000);
      assert.deepEqual([(await engine.exited).wanted, docker.containers.has(id)], [true, true]);
      docker.fault = null;
      if (next) await launcher.start({ ...spec, engineId: 'tiny-1' });
      await time.pass(next ? 0 : 5_000);
      assert.equal(docker.containers.has(id), false);
      assert.equal(docker.containers.size, next ? 1 : 0);
    }
  });

  test('one that was made, and that nobody could start or remove, is removed when it is back', async () => {
    const { launcher, docker, time } = setUp();
    docker.api.start = async () => {
      docker.fault = away;
      throw away;
    };
    const engine = await launcher.start(spec);
    await time.pass(0);
    assert.match((await engine.exited).spawnError ?? '', /cannot be reached/);
    await time.pass(20_000);
    assert.equal(docker.containers.size, 1);
    docker.fault = null;
    await time.pass(5_000);
    assert.equal(docker.containers.size, 0);
    const calls = docker.calls.length;
    await time.pass(60_000);
    assert.equal(docker.calls.length, calls);
  });

  test('nothing can be adopted, and the next try may succeed', async () => {
    const { launcher, docker } = setUp();
    docker.fault = away;
    await assert.rejects(launcher.leftBehind(), { code: 'engine_start_failed', message: /cannot be reached/ });
    await assert.rejects(launcher.removeStrays([]), { code: 'engine_start_failed' });
    docker.fault = null;
    assert.deepEqual(await launcher.leftBehind(), []);
  });
});

describe('the end of a container', () => {
  test('is asked of Docker with its grace in whole seconds, rounded up', async () => {
    const { launcher, docker, time } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    const stopping = engine.stop(2_500);
    await time.pass(100);
    await stopping;
    assert.ok(docker.calls.includes('stop 3'));
    assert.ok(!docker.calls.includes('kill'));
  });

  test('comes by SIGKILL at the millisecond that was said', async () => {
    const { launcher, docker, time } = setUp();
    docker.onStop = () => {};
    const engine = await launcher.start(spec);
    await time.pass(0);
    void engine.stop(2_500);
    await time.pass(2_490);
    assert.ok(!docker.calls.includes('kill'));
    await time.pass(100);
    assert.equal((await engine.exited).signal, 'SIGKILL');
  });

  test('is tried again when a call has failed', async () => {
    const { launcher, docker, time } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    docker.fault = new DockerFault(500, 'busy');
    void engine.stop(60_000);
    await time.pass(2_000);
    docker.fault = null;
    await time.pass(1_000);
    assert.equal((await engine.exited).wanted, true);
  });

  test('a container that cannot be removed is reported, and the engine is gone all the same', async () => {
    const { launcher, docker, time } = setUp();
    docker.api.remove = async () => {
      throw new DockerFault(500, 'device or resource busy');
    };
    const engine = await launcher.start(spec);
    await time.pass(0);
    docker.end(docker.one());
    await time.pass(3_000);
    assert.equal((await engine.exited).code, 0);
  });
});

describe('containers of an earlier run', () => {
  async function leftBehind() {
    const docker = fakeDocker();
    const before = setUp({}, docker);
    await before.launcher.start(spec);
    await before.time.pass(0);
    docker.one().output.destroy();
    return docker;
  }

  test('that run are adopted with their id, key and address', async () => {
    const docker = await leftBehind();
    const { launcher, time } = setUp({}, docker);
    const [left] = await launcher.leftBehind();
    assert.equal(left?.engineId, 'tiny-0f3a');
    assert.equal(left?.specKey, specKeyOf(spec));
    const engine = left?.adopt(null);
    await time.pass(0);
    assert.equal(engine?.containerId?.(), docker.one().id);
    assert.equal(engine?.baseUrl, 'http://127.0.0.1:41000');
    assert.equal(engine?.pid, 4_711);
    assert.equal(engine?.processStatus(), 'running');
  });

  test('are known by the key that was given, and keep their GPUs', async () => {
    const docker = fakeDocker();
    const before = setUp({}, docker);
    const withGpus = { image: 'engine:1', gpus: { ids: ['1', '3'] } };
    await before.launcher.start({ ...spec, specKey: 'tiny with TOKEN=hf_verySecret', docker: withGpus });
    await before.time.pass(0);
    const [engine] = await setUp({}, docker).launcher.leftBehind();
    assert.equal(engine?.specKey, specKeyOf({ ...spec, specKey: 'tiny with TOKEN=hf_verySecret' }));
    assert.doesNotMatch(JSON.stringify(docker.one().body.Labels), /verySecret/);
    assert.deepEqual(engine?.gpuIds, ['1', '3']);
  });

  test('that listen at another address than engines do now are not adopted, but removed', async () => {
    const docker = await leftBehind();
    const engineAddress = { bind: '10.0.0.5', reach: '127.0.0.1' };
    const { launcher } = setUp({ engineAddress }, docker);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), ['tiny-0f3a']);
    assert.equal(docker.containers.size, 0);
  });

  test('that have ended are not adopted, but removed', async () => {
    const docker = await leftBehind();
    docker.end(docker.one());
    const { launcher } = setUp({}, docker);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), ['tiny-0f3a']);
    assert.equal(docker.containers.size, 0);
  });

  test('are not those of another owner', async () => {
    const docker = await leftBehind();
    const { launcher } = setUp({ owner: 'gateway-2' }, docker);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), []);
    assert.equal(docker.containers.size, 1);
  });

  test('are kept when they are wanted or followed', async () => {
    const docker = await leftBehind();
    const { launcher } = setUp({}, docker);
    assert.deepEqual(await launcher.removeStrays(['tiny-0f3a']), []);
    for (const left of await launcher.leftBehind()) left.adopt(null);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), []);
    assert.equal(docker.containers.size, 1);
  });
});

describe('a launcher that could never work is not made', () => {
  test('because its owner cannot be a label and a name', () => {
    for (const owner of ['', 'Über', 'a'.repeat(41), '-a', 'a b']) {
      assert.throws(() => setUp({ owner }), { code: 'invalid_request' });
    }
  });

  test('because Docker is another machine, and nobody has said how its engines are reached', () => {
    const connection = { host: 'gpu-1', port: 2376, tls: { ca: '', cert: '', key: '' } };
    assert.throws(() => setUp({ connection }), { code: 'invalid_request', message: /gpu-1:2376 is another machine/ });
    setUp({ connection, engineAddress: { bind: '0.0.0.0', reach: 'gpu-1' } });
  });

  test('a Docker that is too old is named, with what is needed', async () => {
    const { launcher, docker } = setUp();
    docker.apiVersion = '1.39';
    await assert.rejects(launcher.check(), {
      code: 'engine_start_failed',
      message: /Engine API 1\.39; 1\.40 or newer/,
    });
  });
});
