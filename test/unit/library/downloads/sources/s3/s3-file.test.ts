import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ByteRange, SourceFile } from '../../../../../../server/library/downloads/source.ts';
import { openS3Source } from '../../../../../../server/library/downloads/sources/s3/index.ts';
import { type Answer, type Asked, contextOf, errorText, forever, listing, scriptedHttp } from './scripted-http.ts';

const whole: ByteRange = { start: 0, end: null };

/** A file as HEAD tells of it, whose GETs are answered so. */
async function fileOf(etag: string | null, get: (asked: Asked) => Answer) {
  const headers: Record<string, string> = etag === null ? {} : { etag };
  const http = scriptedHttp((asked) => {
    if (asked.method === 'HEAD') return { headers: { ...headers, 'content-length': '10' } };
    return asked.url.searchParams.has('list-type') ? { text: listing(['x/k']) } : get(asked);
  });
  const [file] = await openS3Source('s3://models/x', {}, contextOf(http)).list(forever);
  return { file: file as SourceFile, http };
}

async function textOf(file: SourceFile, range: ByteRange): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of (await file.open(range, forever)).body) parts.push(part);
  return Buffer.concat(parts).toString();
}

const part = (start: number, end: number, text: string): Answer => ({
  status: 206,
  headers: { etag: '"e1"', 'content-range': `bytes ${start}-${end - 1}/10` },
  text,
});

describe('opening an object', () => {
  it('asks for the whole without a range, and only for what was listed', async () => {
    const { file, http } = await fileOf('"e1"', () => ({
      headers: { etag: '"e1"', 'content-length': '10' },
      text: '0123456789',
    }));
    assert.equal(await textOf(file, whole), '0123456789');
    const asked = http.asked.at(-1);
    assert.deepEqual([asked?.headers['range'], asked?.headers['if-match']], [undefined, '"e1"']);
  });

  it('asks for a range, its end inclusive on the wire', async () => {
    const { file, http } = await fileOf('"e1"', () => part(2, 5, '234'));
    const opened = await file.open({ start: 2, end: 5 }, forever);
    assert.deepEqual([opened.start, opened.totalBytes, opened.etag], [2, 10, '"e1"']);
    assert.equal(http.asked.at(-1)?.headers['range'], 'bytes=2-4');
  });

  it('says where the bytes begin, where the service does no ranges', async () => {
    const { file } = await fileOf('"e1"', () => ({
      headers: { etag: '"e1"', 'content-length': '10' },
      text: '0123456789',
    }));
    const opened = await file.open({ start: 2, end: 5 }, forever);
    assert.deepEqual([opened.start, opened.ranged, opened.totalBytes], [0, false, 10]);
  });

  it('is download_changed where the service says so', async () => {
    for (const [status, code] of [
      [412, 'PreconditionFailed'],
      [416, 'InvalidRange'],
    ] as const) {
      const { file } = await fileOf('"e1"', () => ({ status, text: errorText(code) }));
      await assert.rejects(file.open({ start: 5, end: null }, forever), {
        code: 'download_changed',
        message: /s3:\/\/models\/x\/k/,
      });
    }
  });

  it('is download_changed where the service does not know If-Match, and its answer is thrown away', async () => {
    const { file, http } = await fileOf('"e1"', () => ({ headers: { etag: '"e2"' }, text: 'other' }));
    await assert.rejects(file.open(whole, forever), { code: 'download_changed' });
    assert.equal(http.discarded.length, 1);
  });

  it('does not ask by a weak ETag, which matches nothing, but compares it', async () => {
    const { file, http } = await fileOf('W/"e1"', () => ({ headers: { etag: 'W/"e1"' }, text: 'same' }));
    assert.equal(await textOf(file, whole), 'same');
    assert.equal(http.asked.at(-1)?.headers['if-match'], undefined);
    const other = await fileOf('W/"e1"', () => ({ headers: { etag: 'W/"e2"' }, text: 'other' }));
    await assert.rejects(other.file.open(whole, forever), { code: 'download_changed' });
  });

  it('does without an ETag where there is none', async () => {
    const { file, http } = await fileOf(null, () => ({ text: 'text' }));
    assert.equal(file.etag, null);
    assert.equal(await textOf(file, whole), 'text');
    assert.equal(http.asked.at(-1)?.headers['if-match'], undefined);
  });

  it('takes Content-Encoding for what it is there: a note of the uploader’s', async () => {
    const { file } = await fileOf('"e1"', () => ({
      headers: { etag: '"e1"', 'content-encoding': 'aws-chunked,gzip' },
      text: 'as stored',
    }));
    assert.equal(await textOf(file, whole), 'as stored');
  });

  it('is download_changed where it is gone, download_failed with a time where the service has none', async () => {
    const gone = await fileOf('"e1"', () => ({ status: 404, text: errorText('NoSuchKey') }));
    await assert.rejects(gone.file.open(whole, forever), { code: 'download_changed' });
    const busy = await fileOf('"e1"', () => ({
      status: 503,
      headers: { 'retry-after': '2' },
      text: errorText('SlowDown'),
    }));
    await assert.rejects(busy.file.open(whole, forever), {
      code: 'download_failed',
      details: { fields: { retryable: true }, retryAfterSeconds: 2 },
    });
  });
});
