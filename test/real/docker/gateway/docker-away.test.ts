/** Whole gateways whose Docker goes and comes, or is reached by TCP with TLS. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createPortChooser } from '../../../../server/engines/launchers/process/free-port.ts';
import { until } from '../../../integration/gateway/requests.ts';
import { type ChildGateway, spawnGateway } from '../../../integration/gateway/spawn-gateway.ts';
import { dockerUnderTest, skipDocker } from '../docker-under-test.ts';
import { createAuthority } from '../launcher/certificates.ts';
import { answered, answerOf, containers, engines, type LiveEngine, modelYaml, processYaml } from './gateway-calls.ts';

const timeout = 120_000;

const start = (connection: string, models: string, rest = ''): Promise<ChildGateway> =>
  spawnGateway(`docker: ${connection}\nslots: 2\ntimeouts: { shutdown_drain: 0s }\n${rest}\nmodels:\n${models}`);

const isReadyInside = ({ model, state }: LiveEngine): boolean => model === 'inside' && state === 'ready';

describe('a gateway whose Docker is away', { skip: skipDocker(), timeout }, () => {
  test('at its start: serves what needs none, says so of the rest, and serves that when Docker is there', async () => {
    await using under = await dockerUnderTest();
    await under.daemon.end('SIGTERM');
    const models = modelYaml('inside', 'preload: true') + processYaml('outside');
    await using it = await start(`{ socket: ${under.daemon.socketPath} }`, models);
    await answered(it.url, 'outside');
    const { status, text } = await answerOf(it.url, 'inside');
    assert.equal(status, 502);
    assert.match(text, /Docker cannot be reached at .*docker\.sock/);
    await under.daemon.start();
    await until('the preloaded one is ready', async () => (await engines(it.url)).some(isReadyInside), 30_000);
    await answered(it.url, 'inside');
  });

  test('for a while: what runs goes on and says so, nobody makes room in vain, and then all is as before', async () => {
    await using under = await dockerUnderTest({ flags: ['--live-restore'] });
    const models = modelYaml('inside') + modelYaml('second') + processYaml('outside');
    await using it = await start(`{ socket: ${under.daemon.socketPath} }`, models);
    await answered(it.url, 'inside');
    await answered(it.url, 'outside');
    await under.daemon.end('SIGKILL');
    const inside = async () => (await engines(it.url)).find(({ model }) => model === 'inside');
    await until('trouble is told', async () => /cannot be reached/.test((await inside())?.trouble ?? ''), 30_000);
    await answered(it.url, 'inside');
    assert.match((await answerOf(it.url, 'second')).text, /Docker cannot be reached/);
    assert.equal((await engines(it.url)).length, 2);
    await under.daemon.start();
    await until('trouble is over', async () => (await inside())?.trouble === null, 30_000);
    await answered(it.url, 'second');
    await it.stop();
    assert.deepEqual(await containers(under.docker), []);
  });

  test('and takes its containers with it: the models are loaded again when they are asked for', async () => {
    await using under = await dockerUnderTest();
    await using it = await start(`{ socket: ${under.daemon.socketPath} }`, modelYaml('inside'));
    await answered(it.url, 'inside');
    const [before] = await engines(it.url);
    await under.daemon.end('SIGTERM');
    await under.daemon.start();
    await until('it serves again', async () => (await answerOf(it.url, 'inside')).status === 200, 30_000);
    const [after] = (await engines(it.url)).filter(isReadyInside);
    assert.notEqual(after?.container_id, before?.container_id);
    assert.equal((await containers(under.docker)).length, 1);
  });

  test('when it is told to stop: it ends in time all the same', async () => {
    await using under = await dockerUnderTest({ flags: ['--live-restore'] });
    const models = modelYaml('inside', 'stop_timeout: 1s');
    await using it = await start(`{ socket: ${under.daemon.socketPath} }`, models);
    await answered(it.url, 'inside');
    await under.daemon.end('SIGKILL');
    const from = performance.now();
    it.signal('SIGTERM');
    assert.equal(await it.exited, 0);
    assert.ok(performance.now() - from < 30_000, `${performance.now() - from} ms`);
    await under.daemon.start();
    assert.equal((await containers(under.docker)).length, 1, 'it is left to the next start');
  });
});

describe('a gateway whose Docker has no GPUs to give', { skip: skipDocker(), timeout }, () => {
  test('says what is missing', async () => {
    await using under = await dockerUnderTest();
    await using it = await start(`{ socket: ${under.daemon.socketPath} }`, modelYaml('inside', 'gpus: 1'), 'gpus: 1');
    const { status, text } = await answerOf(it.url, 'inside');
    assert.equal(status, 502);
    assert.match(text, /install the NVIDIA Container Toolkit/);
    assert.deepEqual(await containers(under.docker), []);
  });
});

describe('a gateway with Docker by TCP with TLS', { skip: skipDocker(), timeout }, () => {
  test('serves as by the socket', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'rh-gateway-tls-'));
    try {
      const authority = createAuthority(dir);
      authority.issue('server', 'serverAuth');
      authority.issue('gateway', 'clientAuth');
      const port = await createPortChooser().take();
      const file = (name: string): string => join(dir, name);
      const tls = [
        `--tlscacert=${file('ca.pem')}`,
        `--tlscert=${file('server.pem')}`,
        `--tlskey=${file('server-key.pem')}`,
      ];
      await using under = await dockerUnderTest({ flags: [`--host=tcp://127.0.0.1:${port}`, '--tlsverify', ...tls] });
      const files = `ca_file: ${file('ca.pem')}, cert_file: ${file('gateway.pem')}, key_file: ${file('gateway-key.pem')}`;
      await using it = await start(`{ host: 127.0.0.1, port: ${port}, ${files} }`, modelYaml('inside'));
      await answered(it.url, 'inside');
      assert.equal((await containers(under.docker)).length, 1);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
