/** The published package's bin, in a package of the same shape whose program is a few lines. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';

const root = join(import.meta.dirname, '../../..');
const bundledName = `node-${process.platform === 'darwin' && process.arch === 'arm64' ? 'bin-' : ''}${process.platform}-${process.arch}`;

const program = `
const [what] = process.argv.slice(2);
if (what === 'exit') process.exit(7);
if (what === 'abort') process.kill(process.pid, 'SIGKILL');
if (what === 'show') console.log(JSON.stringify({ argv: process.argv.slice(2), node: process.execPath }));
if (what === 'wait') {
  process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log('pid ' + process.pid);
}
`;

/** An installed package; with or without the Node that it brings. */
function install(tree: string, withNode: boolean): string {
  mkdirSync(join(tree, 'bin'), { recursive: true });
  mkdirSync(join(tree, 'server'));
  mkdirSync(join(tree, 'node_modules'));
  writeFileSync(join(tree, 'package.json'), '{"type":"module"}');
  writeFileSync(join(tree, 'server/main.js'), program);
  for (const name of ['roundhouse.cjs', 'die-with-launcher.mjs']) {
    copyFileSync(join(root, 'packaging', name), join(tree, 'bin', name));
  }
  if (withNode) {
    symlinkSync(join(root, 'node_modules', bundledName), join(tree, 'node_modules', bundledName));
  }
  return join(tree, 'bin/roundhouse.cjs');
}

/** What an older Node lacks, taken away. */
const OLD_NODE = `delete process.execve; delete process.constructor.prototype.execve;`;
const VERY_OLD_NODE = `${OLD_NODE} Object.defineProperty(process.versions, 'node', { value: '20.1.0' });`;

describe('the launcher', () => {
  let directory: string;
  let bin: string;
  let bare: string;
  const hosts: Record<string, string> = {};
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'roundhouse-launcher-'));
    bin = install(join(directory, 'whole'), true);
    bare = install(join(directory, 'bare'), false);
    for (const [name, source] of Object.entries({ new: '', old: OLD_NODE, veryOld: VERY_OLD_NODE })) {
      hosts[name] = join(directory, `${name}.cjs`);
      writeFileSync(hosts[name], source);
    }
  });
  after(() => rmSync(directory, { recursive: true }));

  const args = (host: string, ...rest: string[]): string[] => ['--require', hosts[host] ?? '', ...rest];
  const run = (host: string, ...rest: string[]) =>
    spawnSync(process.execPath, args(host, ...rest), { encoding: 'utf8' });

  async function startWaiting(
    host: string,
  ): Promise<{ launcher: ChildProcess; lines: AsyncIterator<string>; pid: number }> {
    const launcher = spawn(process.execPath, args(host, bin, 'wait'), { stdio: ['ignore', 'pipe', 'inherit'] });
    assert.ok(launcher.stdout);
    const lines = createInterface(launcher.stdout)[Symbol.asyncIterator]();
    const first = await lines.next();
    return { launcher, lines, pid: Number(String(first.value).split(' ')[1]) };
  }

  for (const host of ['new', 'old']) {
    describe(`on ${host === 'new' ? 'a Node that can become another' : 'an older Node'}`, () => {
      test('runs the program with the Node of the package, arguments untouched', () => {
        const result = run(host, bin, 'show', '--model', 'a b', '*');
        const shown = JSON.parse(result.stdout) as { argv: string[]; node: string };
        assert.deepEqual(shown.argv, ['show', '--model', 'a b', '*']);
        assert.match(shown.node, new RegExp(`${bundledName}/bin/node$`));
        assert.equal(result.stderr, '');
      });

      test('ends with the exit code of the program', () => assert.equal(run(host, bin, 'exit').status, 7));

      test('ends by the signal that ended the program', () => assert.equal(run(host, bin, 'abort').signal, 'SIGKILL'));

      test('passes SIGTERM on, and waits for the program to end', async () => {
        const { launcher, lines } = await startWaiting(host);
        launcher.kill('SIGTERM');
        const [code] = (await once(launcher, 'exit')) as [number | null];
        assert.equal((await lines.next()).value, 'SIGTERM');
        assert.equal(code, 0);
      });
    });
  }

  test('is the program itself where it can be', async () => {
    const { launcher, pid } = await startWaiting('new');
    assert.equal(pid, launcher.pid);
    launcher.kill('SIGTERM');
    await once(launcher, 'exit');
  });

  test('killed with SIGKILL, takes the program along in good order', async () => {
    const { launcher, lines, pid } = await startWaiting('old');
    assert.notEqual(pid, launcher.pid);
    launcher.kill('SIGKILL');
    assert.equal((await lines.next()).value, 'SIGTERM');
    // The program holds the other end of its output: the end of it is the end of the program.
    assert.equal((await lines.next()).done, true);
  });

  test('uses the Node of the host where the package has none', () => {
    const shown = JSON.parse(run('new', bare, 'show').stdout) as { node: string };
    assert.equal(shown.node, process.execPath);
  });

  test('says what is missing where the Node of the host is too old as well', () => {
    const result = run('veryOld', bare, 'show');
    assert.equal(result.status, 1);
    assert.match(result.stderr, /not installed for .*--omit=optional.*this Node is 20\.1\.0: 24 or newer is needed/);
  });
});
