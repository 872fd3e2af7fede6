/** The S3 source against a real S3 server. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createDigest } from '../../../server/library/downloads/digest/index.ts';
import type {
  ByteRange,
  GuardedHttp,
  OpenedRange,
  SourceFile,
  SourceOptions,
} from '../../../server/library/downloads/source.ts';
import { openObsSource, openS3Source } from '../../../server/library/downloads/sources/s3/index.ts';
import { createGuardedHttp } from '../../../server/library/downloads/web/guarded-http.ts';
import { AppError } from '../../../server/platform/errors.ts';
import { loopbackHttp } from './loopback-http.ts';
import { findS3Server, type RealS3, startS3 } from './s3-server.ts';

const found = findS3Server();
const signal = new AbortController().signal;
const whole: ByteRange = { start: 0, end: null };

async function bytesOf({ body }: OpenedRange): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

describe('the S3 source with a real S3 server', { skip: found.skip }, () => {
  let s3: RealS3;
  let http: GuardedHttp;
  const context = () => ({ http, env: {}, volumeRoot: null, readableRoots: [] });
  const list = (uri: string, options: SourceOptions = {}): Promise<readonly SourceFile[]> => {
    const { endpoint, accessKey, secretKey } = s3;
    return openS3Source(uri, { endpoint, accessKey, secretKey, ...options }, context()).list(signal);
  };
  const paths = async (uri: string, options?: SourceOptions): Promise<string[]> =>
    (await list(uri, options)).map(({ path }) => path);
  const only = async (uri: string, options?: SourceOptions): Promise<SourceFile> => {
    const files = await list(uri, options);
    assert.equal(files.length, 1);
    return files[0] as SourceFile;
  };

  before(async () => {
    s3 = await startS3({ path: found.path as string, virtualDomain: 'obs.test' });
    http = createGuardedHttp({ allowedHosts: () => ['127.0.0.1'] });
  });
  after(async () => {
    await http?.close();
    await s3?.stop();
  });

  describe('what an address names', () => {
    before(async () => {
      const { writer } = s3;
      await writer.createBucket('places');
      for (const key of ['a/one', 'a/b/two', 'ab/three', 'a-c', 'top']) await writer.put('places', key, key);
      await writer.put('places', 'a/empty-folder/', '');
    });

    it('the whole bucket, markers of folders left out', async () => {
      assert.deepEqual(await paths('s3://places'), ['a-c', 'a/b/two', 'a/one', 'ab/three', 'top']);
      assert.deepEqual(await paths('s3://places/'), ['a-c', 'a/b/two', 'a/one', 'ab/three', 'top']);
    });

    it('a folder, with or without its slash, and never its neighbours of a longer name', async () => {
      assert.deepEqual(await paths('s3://places/a'), ['b/two', 'one']);
      assert.deepEqual(await paths('s3://places/a/'), ['b/two', 'one']);
      assert.deepEqual(await paths('s3://places/a/b'), ['two']);
    });

    it('one object', async () => {
      assert.deepEqual(await paths('s3://places/a/b/two'), ['two']);
      assert.deepEqual(await paths('s3://places/top'), ['top']);
    });

    it('what patterns leave of it', async () => {
      assert.deepEqual(await paths('s3://places', { allowPatterns: ['a/*'], ignorePatterns: ['*two'] }), ['a/one']);
      assert.deepEqual(await paths('s3://places/top', { ignorePatterns: ['t*'] }), []);
    });

    it('nothing, or a bucket that is not there: source_not_found', async () => {
      for (const uri of [
        's3://places/nothing',
        's3://places/top/',
        's3://places/a/empty-folder',
        's3://no-such-bucket/x',
      ])
        await assert.rejects(list(uri), { code: 'source_not_found' }, uri);
      await assert.rejects(list('s3://no-such-bucket'), { message: /no bucket "no-such-bucket"/ });
    });
  });

  it('finds more than a thousand keys, each once', async () => {
    await s3.writer.createBucket('many');
    const folder = join(s3.dataFolder, 'many/m');
    mkdirSync(folder);
    const keys = Array.from({ length: 1_050 }, (_, at) => `shard-${String(at).padStart(4, '0')}`);
    for (const key of keys) writeFileSync(join(folder, key), key);
    const files = await list('s3://many/m');
    assert.deepEqual(
      files.map(({ path }) => path),
      keys,
    );
    // Nobody has told the server what is in them: there is nothing to check them by.
    assert.ok(files.every(({ sizeBytes, etag, digest }) => sizeBytes === 10 && etag === null && digest === null));
  });

  it('reads objects of odd names', async () => {
    const { writer } = s3;
    await writer.createBucket('odd-names');
    const names = [
      'a b',
      'a+b',
      '100%',
      '%41',
      'ü日本',
      "it's (1)!*",
      'a&b=c?d#e',
      'x;y,z@$',
      '0x10',
      '007',
      '<t>"',
      '~_-.',
    ];
    for (const name of names) await writer.put('odd-names', `f o+l%d/${name}`, `I am ${name}`);
    const files = await list('s3://odd-names/f o+l%d');
    assert.deepEqual(files.map(({ path }) => path).sort(), [...names].sort());
    for (const file of files) assert.equal(String(await bytesOf(await file.open(whole, signal))), `I am ${file.path}`);
    assert.deepEqual(await paths('s3://odd-names/f o+l%d/a+b'), ['a+b']);
  });

  describe('the bytes of an object', () => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 8)) & 0xff));
    let file: SourceFile;
    before(async () => {
      await s3.writer.createBucket('bytes');
      await s3.writer.put('bytes', 'model', content);
      file = await only('s3://bytes/model');
    });

    it('come whole', async () => {
      const opened = await file.open(whole, signal);
      assert.deepEqual([opened.start, opened.totalBytes, opened.etag], [0, content.length, file.etag]);
      assert.equal((await bytesOf(opened)).equals(content), true);
    });

    it('come in ranges', async () => {
      for (const [start, end] of [
        [0, 1],
        [100, 200_000],
        [299_999, null],
        [250_000, 300_000],
      ] as const) {
        const opened = await file.open({ start, end }, signal);
        assert.deepEqual([opened.start, opened.totalBytes], [start, content.length]);
        assert.equal((await bytesOf(opened)).equals(content.subarray(start, end ?? content.length)), true);
      }
    });

    it('are checked by the ETag: overwritten meanwhile is download_changed', async () => {
      await s3.writer.put('bytes', 'changing', 'one');
      const before = await only('s3://bytes/changing');
      await s3.writer.put('bytes', 'changing', 'two');
      await assert.rejects(before.open({ start: 1, end: 2 }, signal), {
        code: 'download_changed',
        message: /s3:\/\/bytes\/changing/,
      });
      assert.equal(String(await bytesOf(await (await only('s3://bytes/changing')).open(whole, signal))), 'two');
    });

    it('are gone: download_changed too, for a new listing tells what there is now', async () => {
      await s3.writer.put('bytes', 'passing', 'x');
      const before = await only('s3://bytes/passing');
      await s3.writer.remove('bytes', 'passing');
      await assert.rejects(before.open(whole, signal), { code: 'download_changed', message: /passing/ });
    });

    it('end with the signal', async () => {
      const abort = new AbortController();
      abort.abort(new Error('enough'));
      await assert.rejects(file.open(whole, abort.signal), { message: 'enough' });
    });

    it('may be none', async () => {
      await s3.writer.put('bytes', 'empty', '');
      const empty = await only('s3://bytes/empty');
      assert.equal(empty.sizeBytes, 0);
      assert.equal((await bytesOf(await empty.open(whole, signal))).length, 0);
    });
  });

  describe('the checksums that the server keeps', () => {
    const parts = [new Uint8Array(5 * 1024 * 1024).fill(7), 'the tail'] as const;
    before(() => s3.writer.createBucket('sums'));

    for (const algorithm of ['sha256', 'sha1', 'crc64nvme', 'crc32c', 'crc32'] as const) {
      it(`${algorithm} of an object`, async () => {
        await s3.writer.put('sums', algorithm, 'some content', { algorithm });
        const digest = createDigest(algorithm);
        digest.update(Buffer.from('some content'));
        assert.deepEqual((await only(`s3://sums/${algorithm}`)).digest, { algorithm, hex: digest.hex() });
      });
    }

    for (const algorithm of ['crc64nvme', 'crc32c', 'crc32'] as const) {
      it(`${algorithm} of the whole of an upload in parts`, async () => {
        await s3.writer.putInParts('sums', `${algorithm}-parts`, parts, { algorithm, type: 'FULL_OBJECT' });
        const digest = createDigest(algorithm);
        for (const part of parts) digest.update(Buffer.from(part));
        const file = await only(`s3://sums/${algorithm}-parts`);
        assert.deepEqual(file.digest, { algorithm, hex: digest.hex() });
        assert.match(file.etag ?? '', /-2"$/);
      });
    }

    it('not those of the parts of an upload', async () => {
      await s3.writer.putInParts('sums', 'composite', parts, { algorithm: 'sha256', type: 'COMPOSITE' });
      assert.equal((await only('s3://sums/composite')).digest, null);
    });

    it('the ETag is the MD5 of an object put in one piece', async () => {
      await s3.writer.put('sums', 'md5', 'some content');
      assert.equal((await only('s3://sums/md5')).etag, `"${createHash('md5').update('some content').digest('hex')}"`);
    });
  });

  describe('who may', () => {
    before(async () => {
      await s3.writer.createBucket('closed');
      await s3.writer.put('closed', 'secret', 's');
      await s3.writer.createBucket('open');
      await s3.writer.put('open', 'folder/file', 'for all');
      await s3.writer.allowEverybody('open', ['s3:ListBucket', 's3:GetObject']);
      await s3.writer.createBucket('half-open');
      await s3.writer.put('half-open', 'known-name', 'for all');
      await s3.writer.allowEverybody('half-open', ['s3:GetObject']);
    });
    const nobody: SourceOptions = { accessKey: '', secretKey: '' };

    it('the wrong secret: what to check, and never the secret', async () => {
      const secretKey = 'not-the-secret-0123456789';
      await assert.rejects(list('s3://closed', { secretKey }), (error) => {
        assert.ok(error instanceof AppError);
        assert.equal(error.code, 'source_forbidden');
        assert.match(error.message, /`secret_key`/);
        for (const secret of [secretKey, s3.accessKey, s3.secretKey, 'Signature=']) {
          assert.equal(JSON.stringify([error.message, error.details, String(error.cause)]).includes(secret), false);
        }
        return true;
      });
    });

    it('an access key that nobody has', async () => {
      const error = { code: 'source_forbidden', message: /`access_key`/ };
      await assert.rejects(list('s3://closed', { accessKey: 'nobody' }), error);
    });

    it('no keys for a bucket that needs some: where to give them', async () => {
      await assert.rejects(list('s3://closed', nobody), { code: 'source_forbidden', message: /AWS_ACCESS_KEY_ID/ });
    });

    it('no keys for a public bucket', async () => {
      const file = await only('s3://open/folder', nobody);
      assert.equal(String(await bytesOf(await file.open({ start: 4, end: null }, signal))), 'all');
    });

    it('one object of a bucket that may not be listed, but read', async () => {
      assert.deepEqual(await paths('s3://half-open/known-name', nobody), ['known-name']);
      await assert.rejects(list('s3://half-open', nobody), { code: 'source_forbidden' });
      await assert.rejects(list('s3://half-open/other-name', nobody), { code: 'source_forbidden' });
    });

    it('keys of the environment', async () => {
      const { endpoint, accessKey, secretKey } = s3;
      const environments: Readonly<Record<string, string>>[] = [
        { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey, AWS_ENDPOINT_URL: endpoint },
        { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey, AWS_ENDPOINT_URL_S3: endpoint },
        { ACCESS_KEY: accessKey, SECRET_KEY: secretKey, ENDPOINT: endpoint },
      ];
      for (const env of environments) {
        const files = await openS3Source('s3://closed', {}, { ...context(), env }).list(signal);
        assert.deepEqual(
          files.map(({ path }) => path),
          ['secret'],
        );
      }
    });
  });

  describe('obs://', () => {
    before(async () => {
      await s3.writer.createBucket('obs-bucket');
      await s3.writer.put('obs-bucket', 'dir/a b+c', 'by host');
    });

    it('has the bucket in the host name', async () => {
      const { http: anyHost, hosts } = loopbackHttp();
      const { port, accessKey, secretKey } = s3;
      const options = { endpoint: `http://obs.test:${port}`, accessKey, secretKey, region: 'us-east-1' };
      const files = await openObsSource('obs://obs-bucket/dir', options, { ...context(), http: anyHost }).list(signal);
      assert.deepEqual(
        files.map(({ path }) => path),
        ['a b+c'],
      );
      assert.equal(String(await bytesOf(await (files[0] as SourceFile).open(whole, signal))), 'by host');
      assert.deepEqual([...hosts], [`obs-bucket.obs.test:${port}`]);
      await anyHost.close();
    });

    it('has the bucket in the path at an address', async () => {
      const { endpoint, accessKey, secretKey } = s3;
      const files = await openObsSource('obs://obs-bucket/dir', { endpoint, accessKey, secretKey }, context()).list(
        signal,
      );
      assert.deepEqual(
        files.map(({ path }) => path),
        ['a b+c'],
      );
    });
  });
});
