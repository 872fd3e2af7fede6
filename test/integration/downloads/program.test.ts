import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { type Hub, type HubFaults, startHub } from '../../fakes/hub/index.ts';
import { filesIn, modelFiles, partialIn, sorted } from './harness.ts';
import { runProgram } from './run-program.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-program-')));
const hubs: Hub[] = [];
after(async () => {
  await Promise.all(hubs.map((hub) => hub.close()));
  rmSync(root, { recursive: true });
});

async function hubWith(files: Record<string, Buffer>, faults: HubFaults = {}): Promise<Hub> {
  const hub = await startHub({ repos: [{ name: 'org/model', files }], faults });
  hubs.push(hub);
  return hub;
}

const untilSent = async (hub: Hub, bytes: number, isOver: () => boolean): Promise<void> => {
  while (hub.bytesSent() < bytes && !isOver()) await new Promise((resolve) => setImmediate(resolve));
};

describe('roundhouse download', () => {
  test('makes the folder, shows progress in lines and ends with 0', async () => {
    const files = modelFiles();
    const hub = await hubWith(files);
    const folder = join(root, 'whole');
    const { code, stdout, stderr } = await runProgram(['org/model', folder, '--endpoint', hub.url]).ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /whole: \d+ bytes from hf:\/\/org\/model/);
    assert.match(stderr, /^asking for the files of hf:\/\/org\/model\n/);
    assert.doesNotMatch(stderr, /\r/);
    assert.deepEqual(filesIn(folder), sorted(files));
  });

  test('takes the files that the patterns pick, at a revision', async () => {
    const hub = await hubWith(modelFiles());
    hub.commit('org/model', { 'a.json': '1', 'b.json': '2', 'c.txt': '3' }, 'v2');
    const folder = join(root, 'picked');
    const args = [
      'hf://org/model',
      folder,
      '--endpoint',
      hub.url,
      '--revision',
      'v2',
      '--allow',
      '*.json',
      '--allow',
      '*.txt',
    ];
    const { code, stderr } = await runProgram([...args, '--ignore', 'b*', '--max-workers', '2']).ended;
    assert.equal(code, 0, stderr);
    assert.deepEqual(Object.keys(filesIn(folder)), ['a.json', 'c.txt']);
  });

  test('takes the token from the environment, and shows it nowhere', async () => {
    const hub = await startHub({
      repos: [{ name: 'org/model', files: modelFiles(), private: true, token: 'hf_planted' }],
    });
    hubs.push(hub);
    const folder = join(root, 'private');
    const env = { HF_TOKEN: 'hf_planted', HF_ENDPOINT: hub.url };
    const { code, stderr, stdout } = await runProgram(['org/model', folder, '--endpoint', hub.url], env).ended;
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout + stderr, /hf_planted/);
    const without = await runProgram(['org/model', join(root, 'none'), '--endpoint', hub.url]).ended;
    assert.equal(without.code, 1);
    assert.match(without.stderr, /does not exist, or is private.*HF_TOKEN/);
  });

  for (const [what, args] of Object.entries({
    'words are missing': ['org/model'],
    'there are too many': ['org/model', 'a', 'b'],
    'an option is unknown': ['org/model', 'a', '--token', 'x'],
    'the source is of no known sort': ['ftp://x/y', join(root, 'x')],
    'the workers are no number': ['org/model', 'a', '--max-workers', 'many'],
  })) {
    test(`ends with 2 when ${what}`, async () => {
      const { code, stderr } = await runProgram(args).ended;
      assert.equal(code, 2, stderr);
      assert.match(stderr, /^roundhouse: /);
    });
  }

  test('ends with 0 and its usage when asked for help', async () => {
    const { code, stdout } = await runProgram(['--help']).ended;
    assert.equal(code, 0);
    assert.match(stdout, /SOURCE DIR/);
  });

  test('at Ctrl-C keeps what it has and ends with 1', async () => {
    const hub = await hubWith(modelFiles(4_000_000), { bytesPerSecond: 2_000_000 });
    const folder = join(root, 'interrupted');
    const { child, ended } = runProgram(['org/model', folder, '--endpoint', hub.url]);
    await untilSent(hub, 500_000, () => child.exitCode !== null);
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    assert.equal(code, 1, stderr);
    assert.match(stderr, /cancelled.*goes on from here/);
    assert.ok(existsSync(partialIn(root, 'interrupted')) && !existsSync(folder));
  });
});

test('killed at every tenth and asked again, it transfers at most 1.15 times the bytes', async () => {
  const files = { 'model.safetensors': randomBytes(60_000_000), 'config.json': Buffer.from('{}') };
  const hub = await hubWith(files, { bytesPerSecond: 4_000_000 });
  const folder = join(root, 'killed');
  for (let tenth = 1; tenth <= 9; tenth++) {
    const { child, ended } = runProgram(['org/model', folder, '--endpoint', hub.url, '--max-workers', '4']);
    await untilSent(hub, tenth * 6_000_000, () => child.exitCode !== null);
    child.kill('SIGKILL');
    assert.equal((await ended).signal, 'SIGKILL');
    assert.ok(!existsSync(folder));
  }
  const { code, stderr } = await runProgram(['org/model', folder, '--endpoint', hub.url]).ended;
  assert.equal(code, 0, stderr);
  assert.deepEqual(filesIn(folder), sorted(files));
  assert.ok(!readdirSync(root).includes('.killed.roundhouse-partial'));
  const times = hub.bytesSent() / 60_000_002;
  assert.ok(times <= 1.15, `${times} times the bytes`);
});
