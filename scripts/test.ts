/**
 * `npm test [-- PATH…]`: every suite, real engines included; with paths (files or folders) only those.
 * Ends by itself: a test may take 5 minutes, the whole run 40.
 */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const WHOLE_RUN_MS = 40 * 60 * 1000;
const LAST_GRACE_MS = 30 * 1000;
const ONE_TEST_MS = 5 * 60 * 1000;
const everything = ['test/**/*.test.ts', 'clients/typescript/test/**/*.test.ts'];

const root = join(import.meta.dirname, '..');
const given = process.argv.slice(2).map((path) => (path === 'unit' ? 'test/unit' : path));
const patterns = given.map((path) =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ? `${path}/**/*.test.ts` : path,
);

// Some tests hold times against bars: in CI, where one miss is a failure, no other file's load is in their way.
const filesAtOnce = process.env['CI'] === 'true' ? 1 : 2;
const options = [
  '--test',
  '--test-reporter=spec',
  `--test-concurrency=${filesAtOnce}`,
  `--test-timeout=${ONE_TEST_MS}`,
];
const runner = spawn(process.execPath, [...options, ...(patterns.length > 0 ? patterns : everything)], {
  cwd: root,
  stdio: 'inherit',
});
const tooLong = setTimeout(() => {
  console.error(`npm test: not done after ${WHOLE_RUN_MS / 60_000} minutes`);
  runner.kill('SIGTERM');
  setTimeout(() => runner.kill('SIGKILL'), LAST_GRACE_MS).unref();
}, WHOLE_RUN_MS);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal));
runner.on('exit', (code) => {
  clearTimeout(tooLong);
  process.exitCode = code ?? 1;
});
