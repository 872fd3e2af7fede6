/** Whole gateways, each a process of its own, whose engines run in containers of a real Docker Engine. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { followEvents } from '../../../integration/gateway/downloads/downloads-gateway.ts';
import { call, until } from '../../../integration/gateway/requests.ts';
import { type ChildGateway, spawnGateway } from '../../../integration/gateway/spawn-gateway.ts';
import {
  type DockerUnderTest,
  dockerUnderTest,
  image,
  librariesTar,
  project,
  skipDocker,
} from '../docker-under-test.ts';
import { startRegistry } from '../registry.ts';
import { answered, answerOf, containers, dockerYaml, engines, modelYaml, processYaml } from './gateway-calls.ts';

const timeout = 120_000;

describe('a gateway with Docker', { skip: skipDocker(), timeout }, () => {
  let under: DockerUnderTest;
  let dataDir: string;
  before(async () => {
    under = await dockerUnderTest();
    dataDir = await mkdtemp(join(tmpdir(), 'rh-gateway-docker-'));
  });
  after(async () => {
    await under[Symbol.asyncDispose]();
    await rm(dataDir, { recursive: true });
  });

  const yaml = (models: string, rest = ''): string =>
    `docker: { socket: ${under.daemon.socketPath} }\ntimeouts: { shutdown_drain: 0s }\n${rest}\nmodels:\n${models}`;
  const gateway = (models: string, rest = '', dir?: string): Promise<ChildGateway> =>
    spawnGateway(yaml(models, rest), {}, dir);
  const running = () => containers(under.docker);

  test('serves from the fake engine in a container, and tells which', async () => {
    await using it = await gateway(modelYaml('fake'));
    await answered(it.url, 'fake');
    const [engine] = await engines(it.url);
    const [container] = await running();
    assert.ok(engine && container);
    assert.deepEqual(
      [engine.launcher, engine.container_id, engine.state, engine.trouble],
      ['docker', container.Id, 'ready', null],
    );
    assert.equal(container.Labels['roundhouse.engine'], engine.id);
    await it.stop();
    assert.deepEqual(await running(), []);
  });

  test('serves from the embedded engine in a container', async () => {
    const file = join(project, 'models/tiny.q8_0.gguf');
    const args = '["--threads", "1"]';
    await using it = await gateway(
      `  tiny: { engine: embedded, model: "${file}", context: 1024, args: ${args}, docker: ${dockerYaml} }`,
    );
    const answer = await answered(it.url, 'tiny', 'What is the capital of Japan?');
    assert.match(answer.text, /The capital of Japan is Tokyo\./);
  });

  test('serves by the default network, through a port on the loopback address, over a kill -9 too', async () => {
    const bridged = modelYaml('fake').replace('network: host', 'port: 8123');
    await using first = await gateway(bridged, '', dataDir);
    await answered(first.url, 'fake');
    const [container] = await running();
    const ports = container?.Ports.map(({ IP, PrivatePort }) => [IP, PrivatePort]);
    assert.deepEqual(ports, [['127.0.0.1', 8123]]);
    first.signal('SIGKILL');
    await first.exited;
    await using second = await gateway(bridged, '', dataDir);
    await answered(second.url, 'fake');
    assert.deepEqual(
      (await running()).map(({ Id }) => Id),
      [container?.Id],
    );
  });

  test('swaps between a container and a process, both ways', async () => {
    await using it = await gateway(modelYaml('inside') + processYaml('outside'));
    for (const model of ['inside', 'outside', 'inside', 'outside']) {
      await answered(it.url, model);
      const live = await engines(it.url);
      assert.deepEqual(
        live.map((engine) => [engine.model, engine.launcher]),
        [[model, model === 'inside' ? 'docker' : 'process']],
      );
      assert.equal((await running()).length, model === 'inside' ? 1 : 0);
    }
  });

  test('removes the container of an idle model', async () => {
    await using it = await gateway(modelYaml('fake', 'idle_unload: 200ms'));
    await answered(it.url, 'fake');
    await until('the container is gone', async () => (await running()).length === 0, 20_000);
    await answered(it.url, 'fake');
  });

  test('says why a container ended that could not be started', async () => {
    await using it = await gateway(
      `  bad: { engine: openai, command: [/no/such/program], docker: ${dockerYaml} }\n` +
        `  none: { engine: openai, docker: { image: "roundhouse-test/none:1", pull: never } }\n` +
        modelYaml('dies', '', ['--exit-on-start', '3']),
    );
    const message = async (model: string) => {
      const { status, text } = await answerOf(it.url, model);
      assert.equal(status, 502, text);
      return text;
    };
    assert.match(await message('bad'), /exited with code 127.*no\/such\/program failed/);
    assert.match(await message('none'), /roundhouse-test\/none:1 is not on the Docker host/);
    assert.match(await message('dies'), /exited with code 3/);
    assert.deepEqual(await running(), []);
  });

  test('gives containers and processes the GPUs that are free, and never the same ones', async () => {
    const gpu = (count: number) => `gpus: ${count}`;
    await using it = await gateway(processYaml('a', gpu(1)) + processYaml('b', gpu(2)), 'slots: 3\ngpus: 2');
    await answered(it.url, 'a');
    assert.deepEqual((await engines(it.url))[0]?.gpus, [0]);
    await answered(it.url, 'b');
    const live = await engines(it.url);
    assert.deepEqual(
      live.map(({ model, gpus }) => [model, gpus]),
      [['b', [0, 1]]],
    );
  });

  test('leaves the containers of one that runs on the same data directory alone, and says so', async () => {
    await using first = await gateway(modelYaml('fake'), '', dataDir);
    await answered(first.url, 'fake');
    const [before] = await running();
    await using second = await gateway(modelYaml('fake') + modelYaml('other'), '', dataDir);
    for (const model of ['fake', 'other']) {
      const { status, text } = await answerOf(second.url, model);
      assert.equal(status, 502, text);
      assert.match(text, /Another gateway \(process \d+\) uses this data directory/);
    }
    await second.stop();
    await answered(first.url, 'fake');
    assert.deepEqual(
      (await running()).map(({ Id }) => Id),
      [before?.Id],
    );
  });

  describe('killed with SIGKILL', () => {
    const killed = async (it: ChildGateway): Promise<void> => {
      it.signal('SIGKILL');
      await it.exited;
    };

    test('leaves its containers to the next one, which serves from them without a load', async () => {
      const models = modelYaml('kept', 'preload: true') + processYaml('other');
      await using first = await gateway(models, 'slots: 2', dataDir);
      await answered(first.url, 'kept');
      await answered(first.url, 'other');
      const [before] = (await engines(first.url)).filter(({ model }) => model === 'kept');
      await killed(first);
      await using second = await gateway(models, 'slots: 2', dataDir);
      await until('it is ready', async () => (await engines(second.url))[0]?.state === 'ready');
      const [after, ...others] = await engines(second.url);
      assert.deepEqual(others, []);
      assert.deepEqual([after?.id, after?.container_id], [before?.id, before?.container_id]);
      await answered(second.url, 'kept');
      assert.equal((await running()).length, 1);
      const { text } = await call(second.url, `/v1/engines/${after?.id}/logs`);
      assert.match(text, /127\.0\.0\.1/);
      await second.stop();
      assert.deepEqual(await running(), []);
    });

    test('with a model that has changed since: its container is removed, and another one serves', async () => {
      await using first = await gateway(modelYaml('changed'), '', dataDir);
      await answered(first.url, 'changed');
      const [before] = await running();
      await killed(first);
      await using second = await gateway(modelYaml('changed', 'env: { A: "2" }'), '', dataDir);
      await until('the stray is gone', async () => (await running()).length === 0, 20_000);
      await answered(second.url, 'changed');
      assert.notEqual((await running())[0]?.Id, before?.Id);
    });

    test('with a model that is gone since: its container is removed, though nothing needs Docker any more', async () => {
      await using first = await gateway(modelYaml('gone'), '', dataDir);
      await answered(first.url, 'gone');
      await killed(first);
      await using second = await gateway(processYaml('other'), '', dataDir);
      await until('the stray is gone', async () => (await running()).length === 0, 20_000);
      await answered(second.url, 'other');
    });

    test('leaves those of another gateway alone', async () => {
      await using first = await gateway(modelYaml('fake'), '', dataDir);
      await answered(first.url, 'fake');
      await using other = await gateway(modelYaml('fake'));
      await answered(other.url, 'fake');
      assert.equal((await running()).length, 2);
    });
  });
});

describe('a gateway that has to pull an image', { skip: skipDocker(), timeout }, () => {
  const login = 'registries: [{ host: "HOST", username: me, password_env: REGISTRY_PASSWORD }]';
  const env = { REGISTRY_PASSWORD: 's3cret-password' };

  test('tells how far that is, as an event and in the log, and serves; what runs goes on meanwhile', async () => {
    await using under = await dockerUnderTest();
    await using registry = await startRegistry(await librariesTar());
    const host = registry.image('x').split('/')[0] ?? '';
    const pulled = (name: string, of: string): string =>
      modelYaml(name).replace(image, registry.image(of)).replace('pull: never', 'pull: missing');
    const head = `docker: { socket: ${under.daemon.socketPath}, ${login.replace('HOST', host)} }\n`;
    await using it = await spawnGateway(
      `${head}timeouts: { shutdown_drain: 0s }\nmodels:\n${pulled('tiny', 'tiny')}${pulled('gone', 'gone')}${processYaml('other')}`,
      env,
    );
    const events = await followEvents(it.url);
    await answered(it.url, 'other');
    const refused = await answerOf(it.url, 'gone');
    assert.equal(refused.status, 502);
    assert.match(refused.text, /model \\"gone\\" could not be started: cannot pull .*the registry has no such image/);
    assert.deepEqual(
      (await engines(it.url)).map(({ model, state }) => [model, state]),
      [['other', 'ready']],
      'nobody has made room for it',
    );
    await answered(it.url, 'tiny');
    const told = events.leave().filter(({ type }) => type === 'image') as unknown as { readonly pull: PullOnWire }[];
    const of = (model: string) => told.filter(({ pull }) => pull.model === model).map(({ pull }) => pull.state);
    assert.deepEqual([of('gone').at(0), of('gone').at(-1)], ['pulling', 'failed']);
    assert.deepEqual([of('tiny').at(0), of('tiny').at(-1)], ['pulling', 'here']);
    assert.equal(told.at(-1)?.pull.layers_done, 1);
    assert.match(it.output(), /pulling image .*tiny:1/);
    assert.doesNotMatch(it.output() + events.text(), /s3cret/);
  });
});

interface PullOnWire {
  readonly model: string;
  readonly state: string;
  readonly layers_done: number;
}
