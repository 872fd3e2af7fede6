import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { SourceOptions } from '../../../../../../server/library/downloads/source.ts';
import { openObsSource, openS3Source } from '../../../../../../server/library/downloads/sources/s3/index.ts';
import { AppError } from '../../../../../../server/platform/errors.ts';
import { type Answer, type Asked, contextOf, errorText, forever, listing, scriptedHttp } from './scripted-http.ts';

const keys: SourceOptions = { accessKey: 'AKIATHEKEY', secretKey: 'the-secret' };

/** Lists a source; what was asked on the way. */
async function askedFor(
  uri: string,
  options: SourceOptions,
  answer: (asked: Asked) => Answer,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly Asked[]> {
  const http = scriptedHttp(answer);
  const open = uri.startsWith('obs:') ? openObsSource : openS3Source;
  await open(uri, options, contextOf(http, env)).list(forever);
  return http.asked;
}

const oneObject = ({ method }: Asked): Answer => (method === 'HEAD' ? {} : { text: listing(['x/k']) });

describe('the requests to an S3 service', () => {
  it('list with ListObjectsV2, the prefix ending where folders end, and look at each object', async () => {
    const asked = await askedFor('s3://models/x', {}, oneObject);
    assert.deepEqual(
      asked.map(({ method, url }) => `${method} ${url.href}`),
      [
        'GET https://models.s3.us-east-1.amazonaws.com/?encoding-type=url&list-type=2&prefix=x%2F',
        'HEAD https://models.s3.us-east-1.amazonaws.com/x/k',
      ],
    );
    assert.equal(asked[1]?.headers['x-amz-checksum-mode'], 'ENABLED');
  });

  it('carry no signature without keys', async () => {
    for (const { headers } of await askedFor('s3://models/x', {}, oneObject)) {
      assert.deepEqual(
        Object.keys(headers).filter((name) => /auth|token|date/.test(name)),
        [],
      );
    }
  });

  it('are signed in a header for the region, nothing of it in the URL', async () => {
    for (const { url, headers } of await askedFor('s3://models/x', { ...keys, region: 'eu-west-1' }, oneObject)) {
      assert.match(
        headers['authorization'] ?? '',
        /^AWS4-HMAC-SHA256 Credential=AKIATHEKEY\/\d{8}\/eu-west-1\/s3\/aws4_request, /,
      );
      assert.doesNotMatch(url.href, /X-Amz|AKIATHEKEY/);
      assert.doesNotMatch(JSON.stringify(headers), /the-secret/);
    }
  });

  it('say that they have no body, by its hash', async () => {
    const [first] = await askedFor('s3://models/x', keys, oneObject);
    assert.equal(first?.headers['x-amz-content-sha256'], createHash('sha256').update('').digest('hex'));
  });

  it('carry the session token, signed too', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'the-token' };
    const [first] = await askedFor('s3://models/x', {}, oneObject, env);
    assert.equal(first?.headers['x-amz-security-token'], 'the-token');
    assert.match(first?.headers['authorization'] ?? '', /SignedHeaders=[^,]*x-amz-security-token/);
  });

  it('encode keys so that what is signed is what is sent', async () => {
    const key = `x/a b+c%/ü(1)!*'~`;
    const asked = await askedFor('s3://models/x', keys, ({ method }) =>
      method === 'HEAD' ? {} : { text: listing([key.replaceAll("'", '&apos;')]) },
    );
    assert.equal(asked[1]?.url.pathname, '/x/a%20b%2Bc%25/%C3%BC%281%29%21%2A%27~');
  });

  it('of obs:// go to the bucket’s host', async () => {
    const asked = await askedFor(
      'obs://models/x',
      { ...keys, endpoint: 'obs.cn-north-4.myhuaweicloud.com' },
      oneObject,
    );
    assert.deepEqual(new Set(asked.map(({ url }) => url.host)), new Set(['models.obs.cn-north-4.myhuaweicloud.com']));
    assert.match(asked[0]?.headers['authorization'] ?? '', /\/cn-north-4\/s3\//);
  });
});

describe('a bucket in another region', () => {
  const elsewhere = (region: string, status = 301): Answer => ({
    status,
    headers: { 'x-amz-bucket-region': region },
    text: errorText(status === 301 ? 'PermanentRedirect' : 'AuthorizationHeaderMalformed'),
  });
  const inFrankfurt =
    (status: number) =>
    (asked: Asked): Answer =>
      asked.url.host.includes('eu-central-1') ? oneObject(asked) : elsewhere('eu-central-1', status);

  for (const status of [301, 400]) {
    it(`is found there after a ${status}, once for all requests, and signed for there`, async () => {
      const asked = await askedFor('s3://models/x', keys, inFrankfurt(status));
      assert.deepEqual(
        asked.map(({ url }) => url.host),
        [
          'models.s3.us-east-1.amazonaws.com',
          'models.s3.eu-central-1.amazonaws.com',
          'models.s3.eu-central-1.amazonaws.com',
        ],
      );
      assert.match(asked[1]?.headers['authorization'] ?? '', /\/eu-central-1\/s3\//);
    });
  }

  it('is found there where the redirect was followed, which no signature survives', async () => {
    const http = scriptedHttp((asked) => {
      if (asked.url.host.includes('eu-central-1')) return oneObject(asked);
      const hop = { url: asked.url.href, status: 307, headers: { 'x-amz-bucket-region': 'eu-central-1' } };
      return { status: 403, text: errorText('AccessDenied'), redirects: [hop] };
    });
    const files = await openS3Source('s3://models/x', keys, contextOf(http)).list(forever);
    assert.equal(files.length, 1);
  });

  it('is not followed for ever', async () => {
    let n = 0;
    const http = scriptedHttp(() => elsewhere(`eu-west-${++n}`));
    await assert.rejects(openS3Source('s3://models/x/', keys, contextOf(http)).list(forever), {
      code: 'download_failed',
    });
    assert.equal(http.asked.length, 2);
  });

  it('is not believed of an endpoint that is not AWS’s own', async () => {
    const http = scriptedHttp(() => elsewhere('eu-central-1'));
    const source = openS3Source('s3://models/x/', { ...keys, endpoint: 'https://minio.example.com' }, contextOf(http));
    await assert.rejects(source.list(forever), { code: 'download_failed' });
    assert.deepEqual(new Set(http.asked.map(({ url }) => url.host)), new Set(['minio.example.com']));
  });

  it('is not gone to where the region is no region', async () => {
    const http = scriptedHttp(() => elsewhere('evil.example.com/'));
    await assert.rejects(openS3Source('s3://models/x/', keys, contextOf(http)).list(forever));
    assert.equal(http.asked.length, 1);
  });
});

describe('what an error says', () => {
  for (const [status, code] of [
    [403, 'SignatureDoesNotMatch'],
    [403, 'AccessDenied'],
    [500, 'InternalError'],
    [400, 'Odd'],
  ] as const) {
    it(`of ${code} has no key, no signature and no query in it`, async () => {
      const http = scriptedHttp(() => ({ status, text: errorText(code) }));
      const env = { AWS_SESSION_TOKEN: 'the-token' };
      await assert.rejects(openS3Source('s3://models/x/', keys, contextOf(http, env)).list(forever), (error) => {
        assert.ok(error instanceof AppError);
        const shown = JSON.stringify([error.message, error.details, String(error.cause)]);
        assert.doesNotMatch(shown, /AKIATHEKEY|the-secret|the-token|Signature=|secret things|list-type/);
        return true;
      });
    });
  }
});
