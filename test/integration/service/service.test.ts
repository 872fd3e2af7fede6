/** examples/roundhouse.service: systemd takes it, and what it runs is a command line of ours. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { loadConfig } from '../../../server/platform/config/index.ts';
import { until } from '../gateway/requests.ts';
import { readSection, run, UNIT } from './unit-file.ts';

const MAIN = new URL('../../../server/main.ts', import.meta.url).pathname;
const MISSING =
  spawnSync('systemd-analyze', ['--version']).error && 'no `systemd-analyze`: install the package systemd';
if (MISSING !== undefined && process.env['CI'] === 'true') throw new Error(MISSING);

const service = readSection('Service');
const [binary, ...words] = (service['ExecStart'] as string).split(' ');

function folderOf(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'roundhouse-service-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The unit with a binary that is there, under its own name. */
function installed(test: TestContext, change = (text: string): string => text): string {
  const path = join(folderOf(test), 'roundhouse.service');
  writeFileSync(path, change(readFileSync(UNIT, 'utf8').replace(binary as string, process.execPath)));
  return path;
}

/** The words of ExecStart, with a configuration of the test's. */
const wordsWith = (config: string): readonly string[] =>
  words.map((word) => (word.endsWith('/roundhouse.yaml') ? config : word));

describe('the unit, for systemd', { skip: MISSING ?? false }, () => {
  it('is valid, without a word of complaint', async (test) => {
    assert.deepEqual(await run('systemd-analyze', ['verify', installed(test)]), { code: 0, out: '', err: '' });
  });

  it('would be complained of with a mistake in it', async (test) => {
    for (const [from, to] of [
      ['KillMode=mixed', 'KillMode=mxed'],
      ['OOMPolicy=', 'OOMPolicies='],
      ['TimeoutStopSec=90', 'TimeoutStopSec=soon'],
    ] as const) {
      const { err } = await run('systemd-analyze', ['verify', installed(test, (text) => text.replace(from, to))]);
      assert.match(err, /roundhouse\.service:\d+: (?:Failed to parse|Unknown key)/, to);
    }
  });

  it('exposes little of the system', async (test) => {
    const { out } = await run('systemd-analyze', ['security', '--offline=yes', '--no-pager', installed(test)]);
    const level = Number(/Overall exposure level for roundhouse\.service: ([\d.]+)/.exec(out)?.[1]);
    assert.ok(level < 5, out);
  });
});

describe('what the unit runs', () => {
  it('is `roundhouse serve` with a file, and nothing secret', () => {
    assert.equal(binary, '/usr/local/bin/roundhouse');
    assert.deepEqual(words, ['serve', '--config', '/etc/roundhouse/roundhouse.yaml']);
    assert.equal(service['EnvironmentFile'], '-/etc/roundhouse/roundhouse.env');
    assert.doesNotMatch(service['Environment'] ?? '', /key|token|password|secret/i);
  });

  it('starts, reads its configuration again on the signal of ExecReload, and ends well on SIGTERM', async (test) => {
    const folder = folderOf(test);
    const config = join(folder, 'roundhouse.yaml');
    const yaml = (level: string) =>
      `listen_v4: 127.0.0.1:0\ndata_dir: ${folder}/state\nlog: { level: ${level} }\nmodels: { far: { engine: openai, url: "http://127.0.0.1:9" } }\n`;
    writeFileSync(config, yaml('info'));
    const child = spawn(process.execPath, [MAIN, ...wordsWith(config)], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
    await until('it listens', () => said.includes('listens on') || child.exitCode !== null, 20_000);
    assert.equal(service['ExecReload'], '/bin/kill -HUP $MAINPID');
    const before = said.length;
    child.kill('SIGHUP');
    await until('it has read the configuration again', () => said.length > before || child.exitCode !== null, 10_000);
    child.kill('SIGTERM');
    assert.deepEqual(await closed, [0, null], said);
  });

  it('is not started again where the configuration is wrong', async (test) => {
    const folder = folderOf(test);
    const config = join(folder, 'roundhouse.yaml');
    writeFileSync(config, 'models: 3\n');
    const { code } = await run(process.execPath, [MAIN, ...wordsWith(config)], folder);
    assert.equal(String(code), service['RestartPreventExitStatus']);
    assert.equal(service['Restart'], 'on-failure');
  });

  it('has the time to let streams end and engines stop', async (test) => {
    const folder = folderOf(test);
    const path = join(folder, 'roundhouse.yaml');
    writeFileSync(path, 'models: { m: { engine: openai, command: [x] } }\n');
    const { timeouts, models } = await loadConfig({ path, env: {}, cwd: folder });
    const needed = timeouts.shutdownDrainMs + (models[0]?.variants[0]?.stopTimeoutMs as number);
    assert.ok(Number(service['TimeoutStopSec']) * 1000 >= needed + 10_000);
  });
});

describe('the unit itself', () => {
  it('runs as nobody that is there, with folders of its own', () => {
    assert.equal(service['DynamicUser'], 'yes');
    assert.deepEqual([service['StateDirectory'], service['CacheDirectory']], ['roundhouse', 'roundhouse']);
    assert.equal(service['WorkingDirectory'], '/var/lib/roundhouse');
    assert.equal(service['User'], undefined);
  });

  it('leaves the stopping of engines to the gateway', () =>
    assert.deepEqual([service['KillMode'], service['OOMPolicy']], ['mixed', 'continue']));

  for (const name of [
    'PrivateDevices',
    'DevicePolicy',
    'MemoryDenyWriteExecute',
    'SystemCallFilter',
    'PrivateNetwork',
    'PrivateIPC',
  ])
    it(`leaves engines and GPUs alone: no ${name}`, () => assert.equal(service[name], undefined));

  for (const name of ['NoNewPrivileges', 'PrivateTmp', 'ProtectKernelModules', 'RestrictSUIDSGID', 'LockPersonality'])
    it(`takes away what nobody needs: ${name}`, () => assert.equal(service[name], 'yes'));

  it('starts with the machine', () => assert.equal(readSection('Install')['WantedBy'], 'multi-user.target'));
});
