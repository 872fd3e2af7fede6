import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DockerSpec, LaunchSpec } from '../../../../server/engines/launchers/index.ts';
import {
  dockerOfSuite,
  dockerSpec,
  inspectEngine,
  launcherOn,
  scriptSpec,
  skipDocker,
  specOf,
  stayingScript,
} from '../docker-under-test.ts';

const timeout = 60_000;

describe('an engine whose container cannot be started says why', { skip: skipDocker(), timeout }, () => {
  const under = dockerOfSuite();

  async function spawnErrorOf(spec: LaunchSpec): Promise<string> {
    await using it = under.launcher();
    const engine = await it.launcher.start(spec);
    const { spawnError, ...rest } = await engine.exited;
    assert.deepEqual(rest, { code: null, signal: null, wanted: false });
    assert.equal(engine.processStatus(), 'crashed');
    assert.equal(await inspectEngine(under.docker, spec.engineId), null, 'nothing is left behind');
    assert.doesNotMatch(JSON.stringify(it.logged), /s3cret/);
    return spawnError ?? '';
  }

  const bind = (source: string): Partial<DockerSpec> => ({
    mounts: [{ type: 'bind', source, target: '/x', readOnly: true }],
  });
  for (const [what, docker, says] of [
    [
      'its image is not there and may not be pulled',
      { image: 'no/such:1' },
      /^the image no\/such:1 is not on the Docker host: pull it/,
    ],
    ['its image has no valid name', { image: 'No Such' }, /"No Such" is no name of an image/],
    [
      'its registry does not answer',
      { image: '127.0.0.1:9/x:1', pull: 'missing' },
      /^cannot pull 127\.0\.0\.1:9\/x:1: the registry could not be reached/,
    ],
    [
      'a folder to be mounted does not exist',
      bind('/no/such/folder'),
      /\/no\/such\/folder: make the folder on the Docker host/,
    ],
    ['its device does not exist', { devices: ['/dev/nosuch'] }, /\/dev\/nosuch.*check devices/],
    ['Docker cannot give GPUs', { gpus: { ids: ['0'] } }, /NVIDIA Container Toolkit/],
    ['its network does not exist', { network: 'nowhere' }, /nowhere.*docker network create/],
    ['its user does not exist', { user: 'nobody-such' }, /nobody-such.*check user/],
  ] as const satisfies readonly (readonly [string, Partial<DockerSpec>, RegExp])[]) {
    test(what, async () => {
      assert.match(await spawnErrorOf(scriptSpec(stayingScript, { docker, env: { TOKEN: 's3cret-token' } })), says);
    });
  }

  test('another container has its name', async () => {
    const spec = scriptSpec(stayingScript);
    const name = `roundhouse-tests-${spec.engineId}`;
    const other = await under.docker.createContainer({ Image: dockerSpec.image, Cmd: ['x'], name });
    await using it = under.launcher();
    const engine = await it.launcher.start(spec);
    assert.match((await engine.exited).spawnError ?? '', /remove or rename it/);
    assert.equal((await other.inspect()).State.Status, 'created');
    await other.remove();
  });

  test('a program that the image does not have ends with 127 and says its name', async () => {
    await using it = under.launcher();
    const engine = await it.launcher.start(specOf(['no-such-engine', '--key', 's3cret']));
    assert.equal((await engine.exited).code, 127);
    assert.match(
      engine.logs
        .last(5)
        .map(({ line }) => line)
        .join('\n'),
      /no-such-engine.*No such file/,
    );
  });

  test('a start without an image is refused at once', async () => {
    await using it = under.launcher();
    const { docker: _, ...spec } = scriptSpec('');
    await assert.rejects(it.launcher.start(spec), { code: 'engine_start_failed' });
  });
});

describe('a Docker that is not there', { timeout }, () => {
  test('is named, with what to look at', async () => {
    const socket = join(import.meta.dirname, 'no.sock');
    await using it = launcherOn(socket);
    await assert.rejects(it.launcher.check(), { code: 'engine_start_failed', message: /no\.sock.*is it running/ });
    await assert.rejects(it.launcher.leftBehind(), { code: 'engine_start_failed' });
    const engine = await it.launcher.start(scriptSpec(''));
    assert.match((await engine.exited).spawnError ?? '', /cannot be reached/);
  });

  test('that is too old is refused', async () => {
    const old = createServer((_, response) =>
      response.end(JSON.stringify({ Version: '18.09.1', ApiVersion: '1.39', MinAPIVersion: '1.12' })),
    );
    await new Promise<void>((resolve) => void old.listen(0, '127.0.0.1', resolve));
    const { port } = old.address() as AddressInfo;
    await using it = launcherOn('', { connection: { host: '127.0.0.1', port, tls: null } });
    await assert.rejects(it.launcher.check(), { message: /18\.09\.1.*API 1\.39; 1\.40 or newer is needed/ });
    old.closeAllConnections();
    old.close();
  });
});
