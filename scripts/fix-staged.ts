/**
 * The pre-commit hook: `biome check --write` on the staged files, which are then staged again.
 *
 * A file that is staged in part is only checked: adding it again would commit lines that were left out on purpose.
 * So is every file of `git commit PATH…`, where git works on an index of its own that must not be written to.
 */
import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

const git = (...args: string[]): string[] => {
  const result = spawnSync('git', args, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`git ${args[0]} failed: ${result.stderr}`);
  return result.stdout.split('\0').filter((path) => path !== '');
};

function biome(...args: string[]): boolean {
  const common = ['check', '--no-errors-on-unmatched', '--files-ignore-unknown=true', ...args];
  return spawnSync('node_modules/.bin/biome', common, { stdio: 'inherit' }).status === 0;
}

const staged = git('diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z');
const changedSince = new Set(git('diff', '--name-only', '-z'));
const ownIndex = basename(process.env['GIT_INDEX_FILE'] ?? 'index') === 'index';
const whole = ownIndex ? staged.filter((path) => !changedSince.has(path)) : [];
const partly = staged.filter((path) => !whole.includes(path));

let clean = true;
if (whole.length > 0) {
  clean = biome('--write', ...whole);
  git('add', '--', ...whole);
}
if (partly.length > 0) clean = biome(...partly) && clean;
if (!clean) {
  console.error('pre-commit: fix what is listed above (`npm run fix` does most of it), then commit again');
  process.exitCode = 1;
}
