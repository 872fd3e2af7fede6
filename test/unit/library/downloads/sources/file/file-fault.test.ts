import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changedFile, fileFault } from '../../../../../../server/library/downloads/sources/file/file-fault.ts';
import { AppError } from '../../../../../../server/platform/errors.ts';

const systemError = (code: string): Error => Object.assign(new Error(`${code}: no, open '/secret/place'`), { code });

describe('what a disk says no with', () => {
  const known: readonly (readonly [string, string, boolean | undefined])[] = [
    ['ENOENT', 'source_not_found', undefined],
    ['ENOTDIR', 'source_not_found', undefined],
    ['EACCES', 'source_forbidden', undefined],
    ['EPERM', 'source_forbidden', undefined],
    ['EIO', 'download_failed', true],
    ['ESTALE', 'download_failed', true],
    ['EMFILE', 'download_failed', true],
  ];
  for (const [system, code, retryable] of known) {
    it(`${system} is ${code}${retryable ? ', to be tried again' : ''}`, () => {
      const cause = systemError(system);
      const error = fileFault(cause, '"model"');
      assert.ok(error instanceof AppError);
      assert.deepEqual([error.code, error.details.fields?.['retryable']], [code, retryable]);
      assert.match(error.message, /^"model"/);
      assert.doesNotMatch(error.message, /secret/);
      assert.equal(error.cause, cause);
    });
  }

  it('leaves our own errors, reasons of signals and faults of the code as they are', () => {
    const others = [
      changedFile('"x"'),
      new Error('cancelled'),
      new TypeError('a fault'),
      systemError('ERR_INVALID_ARG'),
      'text',
    ];
    for (const other of others) assert.equal(fileFault(other, '"model"'), other);
  });
});
