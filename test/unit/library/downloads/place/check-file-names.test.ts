import assert from 'node:assert/strict';
import { join, resolve, sep } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkFileNames, nameFault } from '../../../../../server/library/downloads/place/check-file-names.ts';
import { AppError } from '../../../../../server/platform/errors.ts';

describe('a name is refused', () => {
  const BAD: Record<string, readonly string[]> = {
    'when it leads out': ['..', '../a', 'a/..', 'a/../b', 'a/../../b'],
    'when it is absolute': ['/', '/a', '//a'],
    'when it begins with a drive letter': ['C:', 'c:/a', 'C:a'],
    'when it has a backslash': ['a\\b', '\\\\server\\share', '..\\a'],
    'when it has empty parts or dots for parts': ['a//b', 'a/', './a', 'a/.', '.'],
    'when it has control characters': ['a\0b', 'a\nb', '\x7f', 'a\x85'],
    'when it is empty': [''],
    'when it is too long for a disk': ['x'.repeat(256), 'ü'.repeat(128), 'a/'.repeat(2000)],
    'when it is that of our marker': ['.roundhouse-download.json', '.Roundhouse-Download.JSON'],
    'when it is no Unicode': ['a\ud800b'],
  };
  for (const [when, names] of Object.entries(BAD)) {
    it(when, () =>
      assert.deepEqual(
        names.filter((name) => nameFault(name) === null),
        [],
      ),
    );
  }

  it('never when it is an ordinary one', () => {
    const good = [
      'a',
      'a/b/c.txt',
      '...',
      'a..b',
      '.gitattributes',
      'ünï.txt',
      'a b',
      'sub/.roundhouse-download.json',
      'x'.repeat(255),
    ];
    assert.deepEqual(
      good.filter((name) => nameFault(name) !== null),
      [],
    );
  });
});

describe('a listing is refused', () => {
  const refused = (paths: readonly string[], says: RegExp): void =>
    assert.throws(
      () => checkFileNames(paths),
      (error: AppError) => error instanceof AppError && error.code === 'path_not_allowed' && says.test(error.message),
    );

  it('for one bad name, which is named', () => refused(['fine', '../evil'], /"\.\.\/evil"/));
  it('when a name comes twice', () => refused(['a', 'b', 'a'], /listed twice/));
  it('when a file would have to be a folder too', () => refused(['a', 'a/b'], /"a\/b"/));
  it('not when names differ by case only', () => checkFileNames(['README', 'readme', 'a/b', 'A/b']));
});

it('no accepted name, whatever it is made of, leaves its folder', () => {
  const piece = fc.constantFrom('..', '.', '', 'a', '\\', 'C:', '\0', '/', ' ', '~', '%2e');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', '/'), (pieces, glue) => {
      const name = pieces.join(glue);
      if (nameFault(name) !== null) return;
      assert.ok(resolve(join('/root/folder', name)).startsWith(`/root/folder${sep}`), name);
    }),
  );
});
