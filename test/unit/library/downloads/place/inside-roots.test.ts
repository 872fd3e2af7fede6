import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { insideRoots, isInside } from '../../../../../server/library/downloads/place/inside-roots.ts';
import { AppError } from '../../../../../server/platform/errors.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'roots-')));
after(() => rmSync(base, { recursive: true }));
const root = join(base, 'models');
const outside = join(base, 'outside');
mkdirSync(join(root, 'org'), { recursive: true });
mkdirSync(outside);
writeFileSync(join(outside, 'secret'), '');
symlinkSync(outside, join(root, 'link-out'));
symlinkSync(join(root, 'org'), join(root, 'link-in'));
symlinkSync(join(base, 'gone'), join(root, 'dangling'));
symlinkSync(root, join(base, 'linked-root'));
symlinkSync('loop', join(root, 'loop'));

const refused = (path: string, roots: readonly string[] = [root]): void =>
  assert.throws(
    () => insideRoots(path, roots),
    (error) => error instanceof AppError && error.code === 'path_not_allowed' && error.details.param === 'output_dir',
    path,
  );

describe('a path is inside', () => {
  it('when it lies below a root, whether it exists or not', () => {
    assert.equal(insideRoots(join(root, 'org'), [root]), join(root, 'org'));
    assert.equal(insideRoots(join(root, 'new/deep/er'), [root]), join(root, 'new/deep/er'));
  });

  it('when it is the root, or lies in one of several', () => {
    assert.equal(insideRoots(root, [root]), root);
    assert.equal(insideRoots(outside, [root, outside]), outside);
  });

  it('as what it really is, symlinks resolved on both sides', () => {
    assert.equal(insideRoots(join(root, 'link-in/new'), [root]), join(root, 'org/new'));
    assert.equal(insideRoots(join(base, 'linked-root/a'), [root]), join(root, 'a'));
    assert.equal(insideRoots(join(root, 'a'), [join(base, 'linked-root')]), join(root, 'a'));
  });

  it('of a root that does not exist yet', () => {
    assert.equal(insideRoots(join(base, 'later/a'), [join(base, 'later')]), join(base, 'later/a'));
  });
});

describe('a path is refused', () => {
  it('when it lies elsewhere, or beside a root with the same beginning', () => {
    for (const path of ['/etc/passwd', outside, base, `${root}-not`, '/']) refused(path);
  });

  it('when it climbs out', () => refused(`${root}/../outside/secret`));
  it('when a symlink leads out', () => refused(join(root, 'link-out/secret')));
  it('when a symlink leads out and the end does not exist', () => refused(join(root, 'link-out/new')));
  it('when a symlink leads nowhere, as it could lead anywhere later', () => refused(join(root, 'dangling/new')));
  it('when symlinks go round in a circle', () => refused(join(root, 'loop/new')));
  it('when it is not absolute or holds a NUL', () => {
    for (const path of ['models', './models', '', `${root}/a\0b`]) refused(path);
  });
  it('when there are no roots', () => refused(root, []));
});

it('a folder is inside of itself and of the root of all, not of its namesake', () => {
  assert.ok(isInside('/a/b', '/a/b') && isInside('/a/b', '/') && isInside('/a/b', '/a'));
  assert.ok(!isInside('/a/bc', '/a/b') && !isInside('/a', '/a/b'));
});
