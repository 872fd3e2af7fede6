/** The Dockerfile: both targets are built on a base of this machine's own making, and run as they come. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cachedBaseImage } from '../../../scripts/build-base-image.ts';
import { createPortChooser } from '../../../server/engines/launchers/process/free-port.ts';
import { buildTarget, importBase } from './build-image.ts';
import { answering, type DockerUnderTest, dockerUnderTest, skipDocker, specOf } from './docker-under-test.ts';

/** npm, twice as long on a slow day. */
const buildMs = 8 * 60_000;
const timeout = 60_000;
const MB = 1e6;

function skip(): string | false {
  const missing = existsSync(cachedBaseImage())
    ? null
    : `no base image at ${cachedBaseImage()}: make one with \`node scripts/build-base-image.ts\``;
  if (missing !== null && process.env['CI'] === 'true') throw new Error(missing);
  return skipDocker() || (missing ?? false);
}

describe('the images of the Dockerfile', { skip: skip(), timeout: buildMs + 4 * timeout }, () => {
  let under: DockerUnderTest;
  before(
    async () => {
      under = await dockerUnderTest();
      await importBase(under.docker);
      await buildTarget(under.docker, 'gateway', 'roundhouse-test/gateway:1');
      await buildTarget(under.docker, 'runtime', 'roundhouse-test/runtime:1');
    },
    { timeout: buildMs },
  );
  after(() => under[Symbol.asyncDispose]());

  const sizeOf = async (name: string): Promise<number> => (await under.docker.getImage(name).inspect()).Size / MB;
  const inImage = (image: string) => ({ image: `roundhouse-test/${image}:1`, mounts: [] });

  test('are small, the sidecar without an engine of its own smaller', async () => {
    const gateway = await sizeOf('roundhouse-test/gateway:1');
    const runtime = await sizeOf('roundhouse-test/runtime:1');
    assert.ok(gateway < 420, `${gateway} MB`);
    assert.ok(runtime < gateway - 30, `${runtime} MB`);
  });

  test('run as a user without rights', async () => {
    for (const image of ['gateway', 'runtime']) {
      await using it = under.launcher();
      const engine = await it.launcher.start(
        specOf(['-c', 'id -u; touch /opt/roundhouse/x || echo no; touch here && echo yes'], {
          docker: { ...inImage(image), entrypoint: ['/bin/sh'] },
        }),
      );
      await engine.exited;
      const said = engine.logs.last(10).map(({ line }) => line);
      assert.deepEqual(said.filter((line) => !line.startsWith('touch')).sort(), ['10001', 'no', 'yes']);
    }
  });

  test('the gateway answers with its embedded engine, and ends in good order', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-image-'));
    try {
      const url = `http://127.0.0.1:${await createPortChooser().take()}`;
      const model = { engine: 'embedded', model: '/opt/roundhouse/models/tiny.q8_0.gguf', context: 1024 };
      // JSON is YAML too.
      const config = {
        listen_v4: new URL(url).host,
        listen_v6: 'none',
        data_dir: '/var/lib/roundhouse',
        models: { tiny: model },
      };
      writeFileSync(join(folder, 'roundhouse.yaml'), JSON.stringify(config));
      chmodSync(folder, 0o755);
      await using it = under.launcher();
      const mounts = [{ type: 'bind', source: folder, target: '/etc/roundhouse', readOnly: true }] as const;
      const env = { ROUNDHOUSE_CONFIG: '/etc/roundhouse/roundhouse.yaml' };
      const engine = await it.launcher.start(specOf([], { docker: { ...inImage('gateway'), mounts }, env, url }));
      await answering(engine);
      const body = { model: 'tiny', messages: [{ role: 'user', content: 'What is the capital of Japan?' }] };
      const answer = await fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
      assert.match(await answer.text(), /The capital of Japan is Tokyo\./);
      await engine.stop(20_000);
      assert.equal((await engine.exited).code, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('the runtime answers beside an engine', async () => {
    const beside: Server = createServer((_, response) => response.end('{"object":"list","data":[]}'));
    await new Promise<void>((resolve) => void beside.listen(0, '127.0.0.1', resolve));
    try {
      await using it = under.launcher();
      const url = `http://127.0.0.1:${(beside.address() as AddressInfo).port}`;
      const engine = await it.launcher.start(
        specOf(['sidecar', '-E', 'vllm', '-B', url, '-P', '${PORT}'], { docker: inImage('runtime') }),
      );
      await answering(engine);
      await engine.stop(20_000);
      assert.equal((await engine.exited).code, 0);
    } finally {
      beside.closeAllConnections();
      beside.close();
    }
  });
});
