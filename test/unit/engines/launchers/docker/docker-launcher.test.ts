import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DockerFault } from '../../../../../server/engines/launchers/docker/api/docker-api.ts';
import { specKeyOf } from '../../../../../server/engines/launchers/index.ts';
import { linesOf, setUp, spec } from './launcher-under-test.ts';

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
