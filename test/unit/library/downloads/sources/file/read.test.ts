import assert from 'node:assert/strict';
import {
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { SourceFile } from '../../../../../../server/library/downloads/source.ts';
import { openFileSource } from '../../../../../../server/library/downloads/sources/file/index.ts';
import { bytesOf, contextOf, fileAt, forever, temporaryFolder, textOf } from './folder.ts';

const whole = { start: 0, end: null };

async function oneFile(t: TestContext, content: string | Uint8Array): Promise<{ at: string; file: SourceFile }> {
  const folder = temporaryFolder(t);
  const at = join(folder, 'file');
  writeFileSync(at, content);
  return { at, file: await listed(folder) };
}

async function listed(folder: string): Promise<SourceFile> {
  const source = openFileSource(pathToFileURL(folder).href, {}, contextOf({ readableRoots: [folder] }));
  return fileAt(await source.list(forever), 'file');
}

/** How many descriptors of this process are open on a file. */
function openHandles(at: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === at;
    } catch {
      return false;
    }
  }).length;
}

const linuxOnly = { skip: process.platform === 'linux' ? false : '/proc is Linux’s' };

describe('reading a file of the disk', () => {
  it('whole, with its size', async (t) => {
    const { file } = await oneFile(t, 'hello');
    const opened = await file.open(whole, forever);
    assert.deepEqual([opened.start, opened.totalBytes, opened.etag], [0, 5, file.etag]);
    assert.equal(await textOf(opened), 'hello');
  });

  it('ranges, their ends exclusive', async (t) => {
    const { file } = await oneFile(t, '0123456789');
    const part = await file.open({ start: 2, end: 5 }, forever);
    assert.deepEqual([part.start, part.totalBytes, await textOf(part)], [2, 10, '234']);
    assert.equal(await textOf(await file.open({ start: 7, end: null }, forever)), '789');
    assert.equal(await textOf(await file.open({ start: 8, end: 100 }, forever)), '89');
    assert.equal(await textOf(await file.open({ start: 10, end: null }, forever)), '');
  });

  it('an empty one', async (t) => {
    const { file } = await oneFile(t, '');
    assert.equal(file.sizeBytes, 0);
    assert.equal(await textOf(await file.open(whole, forever)), '');
  });

  it('a large one in pieces of at most 512 KiB, each with memory of its own', async (t) => {
    const content = Buffer.alloc(3 * 1024 * 1024 + 17, 'abcdefg');
    const { file } = await oneFile(t, content);
    const pieces: Uint8Array[] = [];
    for await (const piece of (await file.open(whole, forever)).body) {
      assert.ok(piece.length <= 512 * 1024);
      pieces.push(piece);
    }
    assert.equal(Buffer.concat(pieces).equals(content), true);
  });

  it('several ranges at once', async (t) => {
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));
    const { file } = await oneFile(t, content);
    const parts = await Promise.all(
      [0, 1, 2, 3].map(async (n) => {
        const { body } = await file.open({ start: n * 25_000, end: (n + 1) * 25_000 }, forever);
        return await bytesOf({ body });
      }),
    );
    assert.equal(Buffer.concat(parts).equals(content), true);
  });
});

describe('a file that is not the listed one any more', () => {
  const changed = { code: 'download_changed', message: /"file"/ };

  it('keeps its ETag as long as it is the same, over listings', async (t) => {
    const { at, file } = await oneFile(t, 'same');
    assert.equal((await listed(join(at, '..'))).etag, file.etag);
  });

  it('overwritten before it is opened', async (t) => {
    const { at, file } = await oneFile(t, 'one');
    writeFileSync(at, 'another');
    await assert.rejects(file.open(whole, forever), changed);
  });

  it('touched: the same bytes perhaps, but who knows', async (t) => {
    const { at, file } = await oneFile(t, 'one');
    utimesSync(at, 1, 1);
    await assert.rejects(file.open(whole, forever), changed);
  });

  it('replaced by another of the same size and time', async (t) => {
    const { at, file } = await oneFile(t, 'one');
    const { atime, mtime } = statSync(at);
    writeFileSync(`${at}.new`, 'two');
    utimesSync(`${at}.new`, atime, mtime);
    renameSync(`${at}.new`, at);
    await assert.rejects(file.open(whole, forever), changed);
  });

  it('replaced by a symlink, which is not followed', async (t) => {
    const { at, file } = await oneFile(t, 'one');
    rmSync(at);
    symlinkSync('/etc/passwd', at);
    await assert.rejects(file.open(whole, forever), changed);
  });

  it('deleted', async (t) => {
    const { at, file } = await oneFile(t, 'one');
    rmSync(at);
    await assert.rejects(file.open(whole, forever), { code: 'source_not_found' });
  });

  it('cut short while it is read', async (t) => {
    const { at, file } = await oneFile(t, Buffer.alloc(2_000_000));
    const { body } = await file.open(whole, forever);
    const reading = body[Symbol.asyncIterator]();
    await reading.next();
    truncateSync(at, 10);
    await assert.rejects(reading.next(), changed);
  });

  it('written to while it is read: said at the end of the range', async (t) => {
    const { at, file } = await oneFile(t, Buffer.alloc(600_000));
    const { body } = await file.open(whole, forever);
    const reading = body[Symbol.asyncIterator]();
    await reading.next();
    writeFileSync(at, Buffer.alloc(600_000, 1));
    await reading.next();
    await assert.rejects(reading.next(), changed);
  });
});

describe('the open file', linuxOnly, () => {
  it('is closed at the end', async (t) => {
    const { at, file } = await oneFile(t, 'hello');
    const opened = await file.open(whole, forever);
    assert.equal(openHandles(at), 1);
    await textOf(opened);
    assert.equal(openHandles(at), 0);
  });

  it('is closed by return() in the middle, and before the first piece', async (t) => {
    const { at, file } = await oneFile(t, Buffer.alloc(2_000_000));
    for await (const _ of (await file.open(whole, forever)).body) break;
    assert.equal(openHandles(at), 0);
    await (await file.open(whole, forever)).body[Symbol.asyncIterator]().return?.();
    assert.equal(openHandles(at), 0);
  });

  it('is closed by the signal, and the reader learns the reason', async (t) => {
    const { at, file } = await oneFile(t, Buffer.alloc(2_000_000));
    const abort = new AbortController();
    const reading = (await file.open(whole, abort.signal)).body[Symbol.asyncIterator]();
    await reading.next();
    abort.abort(new Error('cancelled by its user'));
    await assert.rejects(reading.next(), { message: 'cancelled by its user' });
    assert.equal(openHandles(at), 0);
  });

  it('is never opened where the signal has aborted already', async (t) => {
    const { at, file } = await oneFile(t, 'x');
    await assert.rejects(file.open(whole, AbortSignal.abort(new Error('too late'))), { message: 'too late' });
    assert.equal(openHandles(at), 0);
  });

  it('is closed where the file turned out to be another', async (t) => {
    const { at, file } = await oneFile(t, 'x');
    writeFileSync(at, 'yy');
    await assert.rejects(file.open(whole, forever));
    assert.equal(openHandles(at), 0);
  });
});
