import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explainSpawnError } from '../../../../../server/engines/launchers/process/spawn-error.ts';

describe('why a command could not be started', () => {
  const cases: readonly [binary: string, workDir: string, code: string, says: string][] = [
    ['llama-server', '/', 'ENOENT', 'cannot start llama-server: not found in PATH (ENOENT)'],
    ['/nope/llama-server', '/', 'ENOENT', 'cannot start /nope/llama-server: no such file (ENOENT)'],
    ['/etc/passwd', '/', 'EACCES', 'cannot start /etc/passwd: not an executable file (EACCES)'],
    ['ls', '/nope/here', 'ENOENT', 'cannot start ls: its work_dir /nope/here does not exist'],
    [
      process.execPath,
      '/',
      'ENOENT',
      `cannot start ${process.execPath}: the interpreter or loader that it names was not found (ENOENT)`,
    ],
    ['ls', '/', 'EMFILE', 'cannot start ls: EMFILE'],
  ];
  for (const [binary, workDir, code, says] of cases) {
    test(says, () => assert.equal(explainSpawnError(binary, workDir, { code }), says));
  }

  test('an error without a code gives its message, and none at all is said to be unknown', () => {
    assert.equal(explainSpawnError('ls', '/', new Error('odd')), 'cannot start ls: odd');
    assert.equal(explainSpawnError('ls', '/', undefined), 'cannot start ls: unknown error');
  });
});
