/** `roundhouse import-config`, as a program of its own. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fixturePath, fixtures, importFixture } from '../../unit/programs/import-config/import-fixture.ts';
import { runMain } from '../accounts/programs/run-main.ts';

function folderOf(test: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'roundhouse-import-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const HOME_LAB = fixturePath('llama-swap/home-lab.yaml');
const PUBLISHED = fixturePath('vllm-management/published.yaml');

describe('roundhouse import-config', () => {
  it('prints the configuration, and what is lost on standard error', async (test) => {
    const { code, out, err } = await runMain(['import-config', HOME_LAB], folderOf(test));
    const { yaml, report } = importFixture('llama-swap/home-lab.yaml');
    assert.deepEqual([code, out, err], [0, yaml, report]);
    assert.match(err, /^Does not carry over:\n/);
    assert.match(err, /\nCarries over, but is not quite the same:\n/);
    assert.match(err, /\nTo be set in the environment:\n {2}HF_TOKEN: /);
  });

  it('never shows a password, nor writes one', async (test) => {
    const { out, err } = await runMain(['import-config', PUBLISHED], folderOf(test));
    assert.doesNotMatch(out + err, /SECRET-/);
    assert.match(err, /ROUNDHOUSE_ADMIN_PASSWORD/);
    assert.match(err, /users add admin --admin/);
  });

  for (const name of fixtures)
    it(`${name}: check-config accepts what it writes`, async (test) => {
      const folder = folderOf(test);
      const written = await runMain(['import-config', fixturePath(name), '--output', 'ours.yaml'], folder);
      assert.deepEqual([written.code, written.out], [0, ''], written.err);
      assert.equal(statSync(join(folder, 'ours.yaml')).mode & 0o777, 0o600);
      const { variables } = importFixture(name).findings;
      const env = Object.fromEntries(variables.map((variable) => [variable.name, `x-${variable.name}`]));
      const { code, err } = await runMain(['check-config', '--config', 'ours.yaml'], folder, '', env);
      assert.equal(code, 0, err);
    });

  it('never overwrites a file, nor follows a link to one that is not there', async (test) => {
    const folder = folderOf(test);
    writeFileSync(join(folder, 'mine.yaml'), 'mine');
    symlinkSync(join(folder, 'elsewhere.yaml'), join(folder, 'link.yaml'));
    for (const output of ['mine.yaml', 'link.yaml']) {
      const { code, out, err } = await runMain(['import-config', HOME_LAB, '-o', output], folder);
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, /is there already, and is never overwritten/);
    }
    assert.equal(readFileSync(join(folder, 'mine.yaml'), 'utf8'), 'mine');
    assert.equal(existsSync(join(folder, 'elsewhere.yaml')), false);
  });

  it('says where it cannot write', async (test) => {
    const { code, err } = await runMain(['import-config', HOME_LAB, '--output', 'gone/a.yaml'], folderOf(test));
    assert.equal(code, 1);
    assert.match(err, /gone\/a\.yaml cannot be written \(ENOENT\)/);
  });

  it('can be told whose file it is', async (test) => {
    const folder = folderOf(test);
    writeFileSync(join(folder, 'c.yaml'), 'port: 1\n');
    assert.equal((await runMain(['import-config', 'c.yaml'], folder)).code, 2);
    const { code, out } = await runMain(['import-config', 'c.yaml', '--from', 'vllm-management'], folder);
    assert.equal(code, 0);
    assert.match(out, /^listen_v4: 0\.0\.0\.0:1$/m);
  });

  it('shows how it is used', async (test) => {
    for (const flag of ['--help', '-h']) {
      const { code, out, err } = await runMain(['import-config', flag], folderOf(test));
      assert.deepEqual([code, err], [0, '']);
      assert.match(out, /^roundhouse import-config FILE \[--from llama-swap\|vllm-management\]/);
    }
    assert.match((await runMain(['--help'], folderOf(test))).out, /^ {2}import-config FILE /m);
  });

  for (const [what, args, message] of [
    ['no file', [], /one FILE is needed\n\nroundhouse import-config FILE/],
    ['two files', ['a', 'b'], /one FILE is needed/],
    [
      'a system that is unknown',
      ['a', '--from', 'ollama'],
      /--from is one of llama-swap, vllm-management; it is "ollama"/,
    ],
    ['an option that there is not', ['a', '--force'], /Unknown option '--force'/],
    ['an output without a name', ['a', '--output', ''], /--output is empty/],
    ['a file that is not there', ['gone.yaml'], /gone\.yaml: there is no such file; correct the path/],
    ['a folder', ['.'], /cannot be read \(EISDIR\)/],
  ] as const)
    it(`refuses ${what} with exit code 2`, async (test) => {
      const { code, out, err } = await runMain(['import-config', ...args], folderOf(test));
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
    });

  it('refuses a file with problems, each with its line, and writes nothing', async (test) => {
    const folder = folderOf(test);
    writeFileSync(join(folder, 'c.yaml'), 'models:\n  a:\n    cmd: x\n  b:\n    cmd: y ${z} ${PORT}\n');
    const { code, out, err } = await runMain(['import-config', 'c.yaml', '-o', 'ours.yaml'], folder);
    assert.deepEqual([code, out], [2, '']);
    assert.match(
      err,
      /^c\.yaml: 2 problems\n {2}c\.yaml:3:10: models\.a\.cmd: .*\n {2}c\.yaml:5:10: models\.b\.cmd: .*\n$/,
    );
    assert.equal(existsSync(join(folder, 'ours.yaml')), false);
  });
});
