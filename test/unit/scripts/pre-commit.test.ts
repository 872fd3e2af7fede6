/** The hook in a git repository of its own, with this project's tools. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';

const root = join(import.meta.dirname, '../../..');
const UGLY = 'export const a = {b:"c"}\n';
const NEAT = "export const a = { b: 'c' };\n";

describe('the pre-commit hook', () => {
  let tree: string;
  beforeEach(() => {
    tree = mkdtempSync(join(tmpdir(), 'roundhouse-hook-'));
    for (const path of ['.githooks', 'scripts/fix-staged.ts', 'scripts/install-hooks.cjs', 'biome.json']) {
      cpSync(join(root, path), join(tree, path), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    writeFileSync(join(tree, '.gitignore'), 'node_modules\n');
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', 'a');
    git('config', 'user.email', 'a@example.invalid');
    execFileSync(process.execPath, [join(tree, 'scripts/install-hooks.cjs')], { env: environment() });
    git('add', '.');
    git('commit', '-q', '--no-verify', '-m', 'Start');
  });
  afterEach(() => rmSync(tree, { recursive: true }));

  // Under a hook of ours git says where its index is; CI must not keep the hook from being installed here.
  const environment = (): NodeJS.ProcessEnv =>
    Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'CI' && !name.startsWith('GIT_')));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: tree, env: environment(), encoding: 'utf8', stdio: 'pipe' });
  const commit = (...args: string[]): number | null =>
    spawnSync('git', ['commit', '-q', '-m', 'Change', ...args], { cwd: tree, env: environment() }).status;
  const write = (text: string): void => writeFileSync(join(tree, 'a.ts'), text);

  test('formats what is committed, in the folder too', () => {
    write(UGLY);
    git('add', 'a.ts');
    assert.equal(commit(), 0);
    assert.equal(git('show', 'HEAD:a.ts'), NEAT);
    assert.equal(readFileSync(join(tree, 'a.ts'), 'utf8'), NEAT);
    assert.equal(git('status', '--short'), '');
  });

  test('refuses what it cannot fix', () => {
    write('export default 1;\n');
    git('add', 'a.ts');
    assert.notEqual(commit(), 0);
  });

  test('does not add the lines that were left out of a file staged in part', () => {
    write(NEAT);
    git('add', 'a.ts');
    write(`${NEAT}export const later = 2;\n`);
    assert.equal(commit(), 0);
    assert.equal(git('show', 'HEAD:a.ts'), NEAT);
  });

  test('only checks the files of `git commit PATH`', () => {
    write(NEAT);
    git('add', 'a.ts');
    commit();
    write(UGLY);
    assert.notEqual(commit('a.ts'), 0);
    assert.equal(readFileSync(join(tree, 'a.ts'), 'utf8'), UGLY);
    write(NEAT.replace("'c'", "'d'"));
    assert.equal(commit('a.ts'), 0);
    assert.equal(git('status', '--short'), '');
  });

  test('lets files through that are none of its business', () => {
    writeFileSync(join(tree, 'notes.txt'), 'x');
    git('add', 'notes.txt');
    assert.equal(commit(), 0);
  });

  test('is not installed in a folder that is no checkout', () => {
    rmSync(join(tree, '.git'), { recursive: true });
    execFileSync(process.execPath, [join(tree, 'scripts/install-hooks.cjs')], { env: environment() });
  });
});
