import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { SourceOptions } from '../../../../../../server/library/downloads/source.ts';
import { openS3Source } from '../../../../../../server/library/downloads/sources/s3/index.ts';
import { type Answer, type Asked, contextOf, errorText, forever, listing, scriptedHttp } from './scripted-http.ts';

type Script = (asked: Asked, signal: AbortSignal) => Answer | Promise<Answer>;

const sourceOf = (uri: string, script: Script, options: SourceOptions = {}) => {
  const http = scriptedHttp(script);
  return { http, source: openS3Source(uri, options, contextOf(http)) };
};
const isHead = ({ method }: Asked): boolean => method === 'HEAD';
const tokenOf = ({ url }: Asked): string | null => url.searchParams.get('continuation-token');
const head: Answer = { headers: { etag: '"e1"', 'content-length': '12' } };

async function paths(uri: string, script: Script, options: SourceOptions = {}): Promise<string[]> {
  const files = await sourceOf(uri, script, options).source.list(forever);
  return files.map(({ path }) => path);
}

describe('listing', () => {
  it('follows the continuation tokens to the last page', async () => {
    const pages: Readonly<Record<string, string>> = {
      none: listing(['x/a'], 'to+2='),
      'to+2=': listing(['x/b'], '3'),
      '3': listing(['x/c']),
    };
    const script: Script = (asked) => (isHead(asked) ? head : { text: pages[tokenOf(asked) ?? 'none'] ?? '' });
    assert.deepEqual(await paths('s3://models/x', script), ['a', 'b', 'c']);
  });

  it('ends where a service gives the same token for ever', async () => {
    const script: Script = () => ({ text: listing(['x/a'], 'same') });
    await assert.rejects(paths('s3://models/x', script), { code: 'download_failed', message: /circles/ });
  });

  it('ends at a hundred thousand objects: some prefix was forgotten', async () => {
    let page = 0;
    const script: Script = () => {
      page++;
      return {
        text: listing(
          Array.from({ length: 1_000 }, (_, at) => `x/${page}-${at}`),
          String(page),
        ),
      };
    };
    await assert.rejects(paths('s3://models/x', script), { code: 'invalid_request', message: /100000 objects/ });
    assert.equal(page, 101);
  });

  it('leaves out what a careless service adds: neighbours and markers of folders', async () => {
    const script: Script = (asked) =>
      isHead(asked) ? head : { text: listing(['x/a', 'x/dir/', 'xy/b', 'x', 'x/dir/c']) };
    assert.deepEqual(await paths('s3://models/x', script), ['a', 'dir/c']);
  });

  it('says so where the endpoint is no S3 service', async () => {
    await assert.rejects(
      paths('s3://models/x', () => ({ text: '<html>Welcome</html>' })),
      {
        code: 'download_failed',
        message: /Is the endpoint one of an S3 service/,
      },
    );
  });

  it('does not look at objects that no pattern wants', async () => {
    const { source, http } = sourceOf(
      's3://models',
      (asked) => (isHead(asked) ? head : { text: listing(['a.bin', 'b.json']) }),
      { allowPatterns: ['*.json'] },
    );
    await source.list(forever);
    assert.deepEqual(
      http.asked.filter(isHead).map(({ url }) => url.pathname),
      ['/b.json'],
    );
  });

  it('is empty where patterns leave nothing of what is there', async () => {
    const script: Script = () => ({ text: listing(['x/a.bin']) });
    assert.deepEqual(await paths('s3://models/x', script, { allowPatterns: ['*.json'] }), []);
  });
});

describe('looking at the objects', () => {
  it('takes size, ETag and checksum from HEAD', async () => {
    const sum = { 'x-amz-checksum-crc32c': 'qTxfkw==', 'x-amz-checksum-type': 'FULL_OBJECT' };
    const { source } = sourceOf('s3://models/x', (asked) =>
      isHead(asked) ? { headers: { ...head.headers, ...sum } } : { text: listing(['x/a']) },
    );
    const [file] = await source.list(forever);
    assert.deepEqual(
      { ...file, open: undefined },
      { path: 'a', sizeBytes: 12, etag: '"e1"', digest: { algorithm: 'crc32c', hex: 'a93c5f93' }, open: undefined },
    );
  });

  it('keeps the order of the listing, however the answers come', async () => {
    const keys = Array.from({ length: 40 }, (_, at) => `x/${String(at).padStart(2, '0')}`);
    const script: Script = async (asked) => {
      if (!isHead(asked)) return { text: listing(keys) };
      if (Number(asked.url.pathname.slice(-1)) % 2 === 0) await turn();
      return head;
    };
    assert.deepEqual(await paths('s3://models', script), keys);
  });

  it('asks sixteen at once and no more', async () => {
    let atOnce = 0;
    let most = 0;
    const script: Script = async (asked) => {
      if (!isHead(asked)) return { text: listing(Array.from({ length: 100 }, (_, at) => `k${at}`)) };
      most = Math.max(most, ++atOnce);
      await turn();
      atOnce--;
      return head;
    };
    assert.equal((await paths('s3://models', script)).length, 100);
    assert.equal(most, 16);
  });

  it('ends at the first refusal, the others aborted', async () => {
    let aborted = 0;
    const script: Script = (asked, signal) => {
      if (!isHead(asked)) return { text: listing(Array.from({ length: 100 }, (_, at) => `k${at}`)) };
      if (asked.url.pathname === '/k3') return { status: 403 };
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted++;
          reject(signal.reason);
        });
      });
    };
    const { source, http } = sourceOf('s3://models', script);
    await assert.rejects(source.list(forever), { code: 'source_forbidden', message: /s3:\/\/models\/k3/ });
    assert.equal(aborted, 15);
    assert.equal(http.asked.filter(isHead).length, 16);
  });

  it('is download_changed where one went between the listing and the look', async () => {
    const script: Script = (asked) => (isHead(asked) ? { status: 404 } : { text: listing(['x/a']) });
    await assert.rejects(paths('s3://models/x', script), { code: 'download_changed', message: /s3:\/\/models\/x\/a/ });
  });

  it('refuses keys that cannot be asked for', async () => {
    const script: Script = (asked) => (isHead(asked) ? head : { text: listing(['x/../secret']) });
    await assert.rejects(paths('s3://models/x', script), { code: 'download_failed', message: /"x\/\.\.\/secret"/ });
  });
});

describe('an address of one object', () => {
  const none: Answer = { text: listing([]) };

  it('is tried where there is no folder of that name', async () => {
    assert.deepEqual(await paths('s3://models/a/m.gguf', (asked) => (isHead(asked) ? head : none)), ['m.gguf']);
  });

  it('is tried where listing is not allowed', async () => {
    const denied: Answer = { status: 403, text: errorText('AccessDenied') };
    assert.deepEqual(await paths('s3://models/m', (asked) => (isHead(asked) ? head : denied)), ['m']);
    await assert.rejects(
      paths('s3://models/m', (asked) => (isHead(asked) ? { status: 403 } : denied)),
      {
        code: 'source_forbidden',
      },
    );
  });

  it('is not tried with a slash at its end', async () => {
    const { source, http } = sourceOf('s3://models/m/', () => none);
    await assert.rejects(source.list(forever), { code: 'source_not_found' });
    assert.equal(http.asked.some(isHead), false);
  });

  it('keeps what else goes wrong: a service that has no time says nothing about what is there', async () => {
    const busy: Answer = { status: 503, headers: { 'retry-after': '3' } };
    await assert.rejects(
      paths('s3://models/m', (asked) => (isHead(asked) ? busy : none)),
      {
        code: 'download_failed',
        details: { fields: { retryable: true }, retryAfterSeconds: 3 },
      },
    );
    await assert.rejects(
      paths('s3://models/m', () => busy),
      { code: 'download_failed' },
    );
  });
});
