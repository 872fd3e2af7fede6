import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { SourceOptions } from '../../../../../../server/library/downloads/source.ts';
import { openFileSource, openVolumeSource } from '../../../../../../server/library/downloads/sources/file/index.ts';
import { contextOf, forever, temporaryFolder, writeFiles } from './folder.ts';

/** Node cannot make one. */
const mkfifo = 'mkfifo';

async function pathsIn(root: string, at = root, options: SourceOptions = {}): Promise<string[]> {
  const source = openFileSource(pathToFileURL(at).href, options, contextOf({ readableRoots: [root] }));
  return (await source.list(forever)).map(({ path }) => path);
}

describe('the files of a file:// source', () => {
  it('are all files of the folder and its folders, by path, with their sizes', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { 'b.txt': 'bb', 'a/c.txt': '', 'a/d e/ü+%.txt': '12345', '.hidden': 'x' });
    mkdirSync(join(root, 'empty'));
    const source = openFileSource(pathToFileURL(root).href, {}, contextOf({ readableRoots: [root] }));
    const files = await source.list(forever);
    assert.deepEqual(
      files.map(({ path, sizeBytes, digest }) => [path, sizeBytes, digest]),
      [
        ['.hidden', 1, null],
        ['a/c.txt', 0, null],
        ['a/d e/ü+%.txt', 5, null],
        ['b.txt', 2, null],
      ],
    );
    assert.equal(source.shown, `file://${root}`);
  });

  it('is the one file, where the source names a file', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { 'a/model.gguf': 'm', 'a/other': 'o' });
    assert.deepEqual(await pathsIn(root, join(root, 'a/model.gguf')), ['model.gguf']);
  });

  it('are those that the patterns leave', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { 'a.json': '', 'b.bin': '', 'sub/c.json': '' });
    assert.deepEqual(await pathsIn(root, root, { allowPatterns: ['*.json'] }), ['a.json', 'sub/c.json']);
    assert.deepEqual(await pathsIn(root, root, { ignorePatterns: ['sub/'] }), ['a.json', 'b.bin']);
  });

  it('are not there: source_not_found', async (t) => {
    const root = temporaryFolder(t);
    await assert.rejects(pathsIn(root, join(root, 'nothing/here')), { code: 'source_not_found' });
  });

  it('stop being looked for when the signal aborts', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { a: '' });
    const source = openFileSource(pathToFileURL(root).href, {}, contextOf({ readableRoots: [root] }));
    await assert.rejects(source.list(AbortSignal.abort(new Error('enough'))), { message: 'enough' });
  });
});

describe('where file:// may read', () => {
  it('not outside of the roots, whether something is there or not', async (t) => {
    const [root, other] = [temporaryFolder(t), temporaryFolder(t)];
    writeFiles(other, { secret: 's' });
    for (const path of [other, join(other, 'secret'), join(other, 'nothing'), '/etc/passwd', `${root}-next`]) {
      await assert.rejects(pathsIn(root, path), { code: 'path_not_allowed' }, path);
    }
  });

  it('nowhere, where there are no roots', async (t) => {
    const root = temporaryFolder(t);
    const source = openFileSource(pathToFileURL(root).href, {}, contextOf({}));
    await assert.rejects(source.list(forever), { code: 'path_not_allowed' });
  });

  it('not through a symlink in its path that leads out', async (t) => {
    const [root, other] = [temporaryFolder(t), temporaryFolder(t)];
    writeFiles(other, { secret: 's' });
    symlinkSync(other, join(root, 'link'));
    await assert.rejects(pathsIn(root, join(root, 'link')), { code: 'path_not_allowed' });
    await assert.rejects(pathsIn(root, join(root, 'link/secret')), { code: 'path_not_allowed' });
    await assert.rejects(pathsIn(root, join(root, 'link/nothing')), { code: 'path_not_allowed' });
  });

  it('in a root that is a symlink itself', async (t) => {
    const [real, at] = [temporaryFolder(t), temporaryFolder(t)];
    writeFiles(real, { 'm/a': 'a' });
    symlinkSync(real, join(at, 'models'));
    assert.deepEqual(await pathsIn(join(at, 'models'), join(at, 'models/m')), ['a']);
    assert.deepEqual(await pathsIn(join(at, 'models'), join(real, 'm')), ['a']);
  });
});

describe('symlinks in a folder', () => {
  it('are followed inside of the root, also out of the folder: so the hub’s cache keeps its files', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { 'blobs/abc': 'content', 'shared/x': 'x' });
    mkdirSync(join(root, 'snapshots/1'), { recursive: true });
    symlinkSync('../../blobs/abc', join(root, 'snapshots/1/model.bin'));
    symlinkSync('../../shared', join(root, 'snapshots/1/more'));
    assert.deepEqual(await pathsIn(root, join(root, 'snapshots/1')), ['model.bin', 'more/x']);
  });

  it('that leave the root are refused by name, unless patterns leave them out', async (t) => {
    const [root, other] = [temporaryFolder(t), temporaryFolder(t)];
    writeFiles(root, { 'a/ok': '' });
    writeFiles(other, { secret: 's' });
    symlinkSync(join(other, 'secret'), join(root, 'a/stolen'));
    await assert.rejects(pathsIn(root), { code: 'path_not_allowed', message: /"a\/stolen"/ });
    assert.deepEqual(await pathsIn(root, root, { ignorePatterns: ['a/stolen*'] }), ['a/ok']);
  });

  it('that lead nowhere are named', async (t) => {
    const root = temporaryFolder(t);
    symlinkSync('gone', join(root, 'broken'));
    await assert.rejects(pathsIn(root), { code: 'source_not_found', message: /"broken"/ });
    assert.deepEqual(await pathsIn(root, root, { ignorePatterns: ['broken'] }), []);
  });

  it('that lead back to a folder above are refused, not followed for ever', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { 'a/b/file': '' });
    symlinkSync('..', join(root, 'a/b/up'));
    await assert.rejects(pathsIn(root), { code: 'invalid_request', message: /"a\/b\/up"/ });
    assert.deepEqual(await pathsIn(root, root, { ignorePatterns: ['a/b/up/'] }), ['a/b/file']);
  });
});

describe('what is neither file nor folder', () => {
  it('a named pipe is named and never opened', async (t) => {
    const root = temporaryFolder(t);
    execFileSync(mkfifo, [join(root, 'pipe')]);
    await assert.rejects(pathsIn(root), { code: 'invalid_request', message: /"pipe" is neither/ });
    assert.deepEqual(await pathsIn(root, root, { ignorePatterns: ['pipe'] }), []);
  });

  it('a socket is named', async (t) => {
    const root = temporaryFolder(t);
    const server = createServer().listen(join(root, 's'));
    await once(server, 'listening');
    t.after(() => server.close());
    await assert.rejects(pathsIn(root), { code: 'invalid_request', message: /"s" is neither/ });
  });

  it('a device is named, even as the source itself', async () => {
    await assert.rejects(pathsIn('/dev', '/dev/zero'), { code: 'invalid_request', message: /"zero" is neither/ });
  });
});

describe('the files of a pvc:// source', () => {
  const listed = async (uri: string, volumeRoot: string): Promise<string[]> => {
    const files = await openVolumeSource(uri, {}, contextOf({ volumeRoot })).list(forever);
    return files.map(({ path }) => path);
  };

  it('are those of the claim’s folder', async (t) => {
    const volumes = temporaryFolder(t);
    writeFiles(volumes, { 'models/llama/config.json': '{}', 'models/readme': '', 'other/x': '' });
    assert.deepEqual(await listed('pvc://models', volumes), ['llama/config.json', 'readme']);
    assert.deepEqual(await listed('pvc://models/llama', volumes), ['config.json']);
    assert.deepEqual(await listed('pvc:///models/llama/', volumes), ['config.json']);
    assert.deepEqual(await listed('pvc://models/readme', volumes), ['readme']);
  });

  it('without a volume root: which setting is missing is said at once', () => {
    assert.throws(() => openVolumeSource('pvc://models/x', {}, contextOf({})), {
      code: 'invalid_request',
      message: /`volume_root`/,
    });
  });

  it('a claim that is not mounted: where it was looked for', async (t) => {
    const volumes = temporaryFolder(t);
    const error = { code: 'source_not_found', message: new RegExp(`"${join(volumes, 'models')}"`) };
    await assert.rejects(listed('pvc://models/x', volumes), error);
    rmSync(volumes, { recursive: true });
    await assert.rejects(listed('pvc://models/x', volumes), error);
  });

  it('a path that is not in the claim is not there', async (t) => {
    const volumes = temporaryFolder(t);
    writeFiles(volumes, { 'models/a': '' });
    await assert.rejects(listed('pvc://models/b', volumes), { code: 'source_not_found', message: /pvc:\/\/models\/b/ });
  });

  it('never leave their claim, not even for another one', async (t) => {
    const volumes = temporaryFolder(t);
    writeFiles(volumes, { 'models/a': '', 'other/secret': '' });
    symlinkSync('../other', join(volumes, 'models/link'));
    symlinkSync('/etc', join(volumes, 'etc'));
    await assert.rejects(listed('pvc://models/link', volumes), { code: 'path_not_allowed' });
    await assert.rejects(listed('pvc://models', volumes), { code: 'path_not_allowed', message: /"link"/ });
    await assert.rejects(listed('pvc://etc', volumes), { code: 'path_not_allowed' });
  });
});
