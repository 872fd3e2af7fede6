/** Whole downloads from a real S3 server, also where it changes, breaks off and lies. */
import assert from 'node:assert/strict';
import { existsSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import {
  createDownloads,
  type DownloadRequest,
  type Downloads,
  type DownloadView,
} from '../../../server/library/downloads/index.ts';
import type { SourceOptions } from '../../../server/library/downloads/source.ts';
import type { Log } from '../../../server/platform/log.ts';
import { type S3Proxy, startS3Proxy } from './s3-proxy.ts';
import { findS3Server, type RealS3, startS3 } from './s3-server.ts';

const found = findS3Server();
const MIB = 1024 * 1024;

/** Different at every place, and from seed to seed. */
const content = (bytes: number, seed: number): Buffer<ArrayBuffer> => {
  const made = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) made.writeUInt32LE(Math.imul(at + seed, 2_654_435_761) >>> 0, at);
  return made;
};

describe('downloads from a real S3 server', { skip: found.skip }, () => {
  let s3: RealS3;
  let proxy: S3Proxy;
  let root: string;
  let downloads: Downloads;
  let logged: string[];

  before(async () => {
    s3 = await startS3({ path: found.path as string });
  });
  after(() => s3?.stop());

  beforeEach(async () => {
    proxy = await startS3Proxy(s3.port);
    root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-s3-download-')));
    logged = [];
    downloads = createDownloads({
      policy: () => ({ roots: [root], endpoints: ['127.0.0.1'], volumeRoot: null }),
      env: {},
      log: listeningLog(logged),
    });
  });
  afterEach(async () => {
    await downloads.close();
    await proxy.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const request = (
    source: string,
    over: Partial<DownloadRequest> = {},
    options: SourceOptions = {},
  ): DownloadRequest => ({
    source,
    outputDir: join(root, 'model'),
    options: { endpoint: proxy.endpoint, accessKey: s3.accessKey, secretKey: s3.secretKey, ...options },
    maxWorkers: 4,
    keepPartial: true,
    ...over,
  });
  const download = (...given: Parameters<typeof request>): Promise<DownloadView> =>
    downloads.finished(downloads.start(request(...given)).id);
  const inModel = (path: string): Buffer => readFileSync(join(root, 'model', path));

  it('bring a folder whole, each byte once', async () => {
    await s3.writer.createBucket('whole');
    const [large, inParts] = [content(20 * MIB + 3, 1), [content(5 * MIB, 2), content(MIB, 3)]] as const;
    await s3.writer.put('whole', 'llama/model-1.bin', large);
    await s3.writer.putInParts('whole', 'llama/model-2.bin', inParts);
    await s3.writer.put('whole', 'llama/tokens/vocab + merges.txt', 'a b c');
    await s3.writer.put('whole', 'llama/empty', '');
    await s3.writer.put('whole', 'llama-2/other', 'not this');
    const view = await download('s3://whole/llama');
    assert.equal(view.state, 'completed');
    assert.deepEqual(view.files.map(({ path }) => path).sort(), [
      'empty',
      'model-1.bin',
      'model-2.bin',
      'tokens/vocab + merges.txt',
    ]);
    assert.equal(inModel('model-1.bin').equals(large), true);
    assert.equal(inModel('model-2.bin').equals(Buffer.concat(inParts)), true);
    assert.equal(inModel('tokens/vocab + merges.txt').toString(), 'a b c');
    assert.equal(inModel('empty').length, 0);
    assert.deepEqual([view.bytesDone, proxy.objectBytes], [view.bytesTotal, view.bytesTotal]);
  });

  it('do not ask again for what is there and has not changed', async () => {
    await s3.writer.createBucket('again');
    await s3.writer.put('again', 'm/file', content(MIB, 4));
    await download('s3://again/m');
    const before = proxy.objectBytes;
    assert.equal((await download('s3://again/m')).state, 'completed');
    assert.equal(proxy.objectBytes, before);
  });

  it('go on where the connection broke', async () => {
    await s3.writer.createBucket('cuts');
    const bytes = content(8 * MIB, 5);
    await s3.writer.put('cuts', 'm/file', bytes);
    proxy.cutNextAfter = 3 * MIB;
    let gets = 0;
    proxy.beforeGet = async () => {
      gets++;
    };
    await download('s3://cuts/m', { maxWorkers: 1 });
    assert.equal(inModel('file').equals(bytes), true);
    assert.ok(gets > 1);
    assert.ok(proxy.objectBytes <= bytes.length * 1.15, `${proxy.objectBytes} bytes came`);
  });

  it('begin again where an object changes on the way, and never mix the two', async () => {
    await s3.writer.createBucket('changes');
    const [old, young] = [content(12 * MIB, 6), content(12 * MIB, 7)];
    await s3.writer.put('changes', 'm/file', old);
    let gets = 0;
    proxy.beforeGet = async () => {
      // After the first answer has come and before the next range is asked for.
      if (++gets === 2) await s3.writer.put('changes', 'm/file', young);
    };
    proxy.cutNextAfter = 5 * MIB;
    const view = await download('s3://changes/m', { maxWorkers: 1 });
    assert.equal(view.state, 'completed');
    assert.ok(gets > 2);
    assert.equal(inModel('file').equals(young), true);
  });

  it('find that the bytes are not what the checksum promises, and show nothing of them', async () => {
    await s3.writer.createBucket('rotten');
    await s3.writer.put('rotten', 'm/file', content(2 * MIB, 8));
    const rotten = content(2 * MIB, 8);
    rotten[MIB] = (rotten[MIB] as number) ^ 1;
    writeFileSync(join(s3.dataFolder, 'rotten/m/file'), rotten);
    await assert.rejects(download('s3://rotten/m'), { code: 'download_failed', message: /crc64nvme|checksum|digest/i });
    assert.equal(existsSync(join(root, 'model')), false);
  });

  it('fail at once with the wrong secret, which is nowhere to be read', async () => {
    await s3.writer.createBucket('closed');
    await s3.writer.put('closed', 'm/file', 'x');
    const secretKey = 'not-the-secret-at-all';
    const started = downloads.start(request('s3://closed/m', {}, { secretKey }));
    await assert.rejects(downloads.finished(started.id), { code: 'source_forbidden', message: /`secret_key`/ });
    const view = downloads.get(started.id);
    const all = JSON.stringify([view, view?.error?.message, logged]);
    for (const secret of [secretKey, s3.accessKey, 'Signature=']) assert.equal(all.includes(secret), false, secret);
    assert.deepEqual(globSync(join(root, '*')), []);
  });
});

function listeningLog(lines: string[]): Log {
  const write = (fields: object, message?: string): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { debug: write, info: write, warn: write, error: write, child: () => listeningLog(lines) };
}
