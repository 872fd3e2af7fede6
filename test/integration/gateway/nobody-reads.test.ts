import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { call, until } from './requests.ts';

const MAIN = new URL('../../../server/main.ts', import.meta.url).pathname;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a gateway goes on when nobody reads its output any more', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'roundhouse-nobody-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  const port = await freePort();
  const configPath = join(dir, 'roundhouse.yaml');
  // Without an admin it has more to say: the set-up token.
  await writeFile(configPath, `listen_v4: 127.0.0.1:${port}\ndata_dir: ${dir}/data\nauth: required\nmodels: {}\n`);
  const child = spawn(process.execPath, [MAIN, 'serve', '--config', configPath], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  child.stdout.destroy();
  child.stderr.destroy();
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const healthy = async (): Promise<boolean> => {
    const answer = await call(url, '/health').catch(() => null);
    return answer?.status === 200;
  };
  await until('it answers', async () => child.exitCode !== null || (await healthy()), 20_000);
  child.kill('SIGHUP');
  await until('it still answers', async () => child.exitCode !== null || (await healthy()));
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});
