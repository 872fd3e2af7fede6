/** The gateway's Docker, on a fake one that comes and goes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DockerFault } from '../../../../server/engines/launchers/docker/api/docker-api.ts';
import {
  createDockerLauncher,
  type DockerLauncher,
  type LaunchSpec,
  type LeftEngine,
} from '../../../../server/engines/launchers/index.ts';
import type { ModelConfig, UserEnginesConfig } from '../../../../server/platform/config/config.ts';
import { type Log, silentLog } from '../../../../server/platform/log.ts';
import {
  gatewayDocker,
  type ImagePullView,
  usesDocker,
} from '../../../../server/programs/gateway/docker/gateway-docker.ts';
import { away, type FakeDocker, fakeDocker } from '../../engines/launchers/docker/fake-docker.ts';
import { type FakeTime, fakeTime } from '../../engines/launchers/docker/fake-time.ts';

const image = { image: 'engine:1' };

function launcherOn(docker: FakeDocker, { clock }: FakeTime): DockerLauncher {
  return createDockerLauncher({
    log: silentLog,
    clock,
    connection: { socketPath: '/fake.sock' },
    owner: 'gateway-1',
    api: docker.api,
    ports: { take: async () => 41_000, release() {} },
  });
}

/** A container that a gateway of before has left. */
async function leave(docker: FakeDocker, time: FakeTime, engineId: string): Promise<void> {
  const spec: LaunchSpec = { engineId, command: ['serve'], env: {}, workDir: '/', stopCommand: null, url: null };
  await launcherOn(docker, time).start({ ...spec, docker: image });
  await time.pass(0);
}

interface Options {
  readonly used?: boolean;
  readonly make?: () => DockerLauncher;
  /** What the fleet takes of what it is given. */
  readonly wants?: readonly string[];
}

async function setUp(docker: FakeDocker, { used = true, make, wants = [] }: Options = {}, time = fakeTime()) {
  const pulls: ImagePullView[] = [];
  const warned: string[] = [];
  const log: Log = { ...silentLog, warn: (_, message = '') => void warned.push(message) };
  let made = 0;
  const making = gatewayDocker({
    make:
      make ??
      (() => {
        made += 1;
        return launcherOn(docker, time);
      }),
    used,
    clock: time.clock,
    log,
    onPull: (pull) => void pulls.push(pull),
  });
  await time.pass(0);
  const it = await making;
  const given: string[][] = [];
  const take = (left: readonly LeftEngine[]): void => {
    given.push(left.map(({ engineId }) => engineId));
    for (const engine of left) if (wants.includes(engine.engineId)) engine.adopt(null);
  };
  return { it, time, pulls, warned, given, made: () => made, fleet: { adopt: take }, take };
}

describe('at the start', () => {
  it('Docker is not asked where nothing of ours can be there', async () => {
    const docker = fakeDocker();
    const { it: gateway, made, fleet, time } = await setUp(docker, { used: false });
    gateway.attach(fleet);
    await time.pass(60_000);
    assert.deepEqual([made(), docker.calls], [0, []]);
  });

  it('what was left is there for the fleet, and what it has no use for is removed', async () => {
    const docker = fakeDocker();
    const time = fakeTime();
    await leave(docker, time, 'kept-1');
    docker.one().output.destroy();
    await leave(docker, time, 'stray-1');
    const { it: gateway, fleet, take } = await setUp(docker, { wants: ['kept-1'] }, time);
    assert.deepEqual(
      gateway.left.map(({ engineId }) => engineId),
      ['kept-1', 'stray-1'],
    );
    take(gateway.left);
    gateway.attach(fleet);
    await time.pass(100);
    assert.deepEqual(
      [...docker.containers.values()].map(({ state }) => state.labels['roundhouse.engine']),
      ['kept-1'],
    );
  });

  it('it is told when that is gone, so that nobody gets its GPUs before', async () => {
    const docker = fakeDocker();
    const time = fakeTime();
    await leave(docker, time, 'stray-1');
    const { it: gateway, fleet } = await setUp(docker, {}, time);
    const removal = Promise.withResolvers<void>();
    const { remove } = docker.api;
    docker.api.remove = async (id) => {
      await removal.promise;
      await remove(id);
    };
    let cleared = false;
    const clearing = gateway.cleared().then(() => {
      cleared = true;
    });
    gateway.attach(fleet);
    await time.pass(1_000);
    assert.equal(cleared, false);
    removal.resolve();
    await clearing;
    assert.equal(docker.containers.size, 0);
  });

  it('nobody waits for what is left on a Docker that is away', async () => {
    const docker = fakeDocker();
    docker.fault = away;
    const { it: gateway, fleet } = await setUp(docker);
    gateway.attach(fleet);
    await gateway.cleared();
    const { it: without } = await setUp(fakeDocker(), { used: false });
    await without.cleared();
  });

  it('a Docker that is away keeps nobody from starting; it is looked for until it is there', async () => {
    const docker = fakeDocker();
    docker.fault = away;
    const { it: gateway, fleet, time, given, warned } = await setUp(docker);
    gateway.attach(fleet);
    assert.deepEqual(gateway.left, []);
    assert.deepEqual(warned, ['Docker is away: models that need it have no engines until it is there']);
    await time.pass(12_000);
    assert.deepEqual(given, []);
    docker.fault = null;
    await leave(docker, time, 'kept-1');
    await time.pass(5_000);
    assert.deepEqual(given, [['kept-1']]);
    await time.pass(60_000);
    assert.equal(given.length, 1);
  });

  it('a Docker that does not answer is waited for 5 s', async () => {
    const docker = fakeDocker();
    docker.api.version = () => new Promise(() => {});
    const time = fakeTime();
    let started = false;
    const starting = setUp(docker, {}, time).then(() => {
      started = true;
    });
    await time.pass(4_900);
    assert.equal(started, false);
    await time.pass(200);
    await starting;
  });

  it('files of the connection that cannot be read are told to who needs Docker', async () => {
    const make = (): DockerLauncher => {
      throw new Error('EACCES: permission denied, open key.pem');
    };
    const { it: gateway } = await setUp(fakeDocker(), { make });
    await assert.rejects(gateway.bringImage('tiny', image), /key\.pem/);
  });
});

describe('an image', () => {
  it('is brought, and it is told how far that is', async () => {
    const docker = fakeDocker();
    docker.images.clear();
    docker.onPull = async (_, { onStep }) => {
      onStep({ status: 'Pulling fs layer', id: 'a' });
      onStep({ status: 'Pull complete', id: 'a' });
    };
    const { it: gateway, pulls } = await setUp(docker, { used: false });
    await gateway.bringImage('tiny', image);
    const said = pulls.map(({ state, layers, layersDone }) => [state, layers, layersDone]);
    assert.deepEqual(said, [
      ['pulling', 0, 0],
      ['pulling', 1, 1],
      ['here', 1, 1],
    ]);
    assert.deepEqual([pulls[0]?.image, pulls[0]?.model, pulls[0]?.reason], ['engine:1', 'tiny', null]);
  });

  it('that is there already is no news', async () => {
    const { it: gateway, pulls } = await setUp(fakeDocker());
    await gateway.bringImage('tiny', image);
    assert.deepEqual(pulls, []);
  });

  it('that cannot be pulled is told, and says so to who needs it; Docker is not looked for', async () => {
    const docker = fakeDocker();
    docker.images.clear();
    docker.onPull = async () => {
      throw new DockerFault(404, 'manifest unknown');
    };
    const { it: gateway, pulls, time, given, fleet } = await setUp(docker);
    gateway.attach(fleet);
    await time.pass(0);
    await assert.rejects(gateway.bringImage('tiny', image), { code: 'engine_start_failed', message: /no such image/ });
    assert.equal(pulls.at(-1)?.state, 'failed');
    assert.match(pulls.at(-1)?.reason ?? '', /cannot pull engine:1/);
    const before = given.length;
    await time.pass(30_000);
    assert.equal(given.length, before);
  });

  it('waits until strays are gone: they may have what it needs', async () => {
    const docker = fakeDocker();
    const time = fakeTime();
    await leave(docker, time, 'stray-1');
    const { it: gateway } = await setUp(docker, { used: false }, time);
    const bringing = gateway.bringImage('tiny', image);
    await time.pass(0);
    await bringing;
    assert.equal(docker.containers.size, 0);
  });

  it('of a Docker that has gone away since is refused, and Docker looked for', async () => {
    const docker = fakeDocker();
    const { it: gateway, fleet, given, time } = await setUp(docker);
    gateway.attach(fleet);
    await time.pass(0);
    docker.fault = away;
    await assert.rejects(gateway.bringImage('tiny', image), { message: /Docker cannot be reached at \/fake\.sock/ });
    await time.pass(20_000);
    const before = given.length;
    docker.fault = null;
    await time.pass(5_100);
    assert.equal(given.length, before + 1, 'the fleet is told that it is back');
    await gateway.bringImage('tiny', image);
  });

  it('is brought no more when the gateway stops, and a pull ends', async () => {
    const docker = fakeDocker();
    docker.images.clear();
    docker.onPull = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DockerFault(null, 'the pull was aborted')));
      });
    const { it: gateway, time } = await setUp(docker, { used: false });
    const pulling = gateway.bringImage('tiny', image).catch((error: Error) => error.message);
    await time.pass(0);
    gateway.closeSoon();
    assert.match(String(await pulling), /aborted/);
    await assert.rejects(gateway.bringImage('tiny', image), { code: 'shutting_down' });
    const calls = docker.calls.length;
    await time.pass(60_000);
    assert.ok(docker.calls.length <= calls + 3, 'it is not looked for any more');
    await gateway.close();
  });
});

describe('Docker is needed', () => {
  const config = (models: readonly object[], userEngines: object | null = null) => ({
    models: models as ModelConfig[],
    userEngines: userEngines as UserEnginesConfig | null,
  });

  it('for models with a container, and for user engines in one', () => {
    assert.equal(usesDocker(config([{ variants: [{}, { docker: null }] }])), false);
    assert.equal(usesDocker(config([{ variants: [{}, { docker: image }] }])), true);
    assert.equal(usesDocker(config([], { docker: image })), true);
    assert.equal(usesDocker(config([], {})), false);
  });
});
