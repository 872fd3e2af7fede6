import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ErrorCode } from '../../../../../../contract/errors.ts';
import { readFaultCode, s3Fault } from '../../../../../../server/library/downloads/sources/s3/s3-fault.ts';
import { errorText, forever, scriptedHttp } from './scripted-http.ts';

const asked = { shown: 's3://models/llama', bucket: 'models', signed: true };
const fault = (status: number, code: string | null, headers: Readonly<Record<string, string>> = {}, over = {}) =>
  s3Fault({ status, headers }, code, { ...asked, ...over });

describe('the refusals of an S3 service', () => {
  const meanings: readonly (readonly [number, string | null, ErrorCode, RegExp])[] = [
    [404, 'NoSuchBucket', 'source_not_found', /bucket "models"/],
    [404, 'NoSuchKey', 'source_not_found', /s3:\/\/models\/llama does not exist/],
    [404, null, 'source_not_found', /does not exist/],
    [400, 'InvalidBucketName', 'source_not_found', /"models"/],
    [403, 'AccessDenied', 'source_forbidden', /s3:ListBucket.*s3:GetObject/],
    [403, null, 'source_forbidden', /access denied/],
    [401, null, 'source_forbidden', /access denied/],
    [403, 'InvalidAccessKeyId', 'source_forbidden', /`access_key`/],
    [404, 'XAdminUserNotFound', 'source_forbidden', /`access_key`/],
    [403, 'SignatureDoesNotMatch', 'source_forbidden', /`secret_key` and `region`/],
    [400, 'ExpiredToken', 'source_forbidden', /session token has expired/],
    [403, 'RequestTimeTooSkewed', 'source_forbidden', /clock/],
    [403, 'InvalidObjectState', 'source_forbidden', /archived/],
    [400, 'AuthorizationHeaderMalformed', 'source_forbidden', /`region`/],
    [412, 'PreconditionFailed', 'download_changed', /changed/],
    [412, null, 'download_changed', /changed/],
    [416, 'InvalidRange', 'download_changed', /changed/],
    [400, 'InvalidArgument', 'download_failed', /InvalidArgument \(status 400\)/],
    [301, 'PermanentRedirect', 'download_failed', /PermanentRedirect/],
  ];
  for (const [status, code, expected, message] of meanings) {
    it(`${status} ${code ?? 'without a word'} is ${expected}`, () => {
      const error = fault(status, code);
      assert.equal(error.code, expected);
      assert.match(error.message, message);
      assert.notEqual(error.details.fields?.['retryable'], true);
    });
  }

  for (const [status, code] of [
    [503, 'SlowDown'],
    [500, 'InternalError'],
    [400, 'RequestTimeout'],
    [429, null],
    [502, null],
  ] as const) {
    it(`${status} ${code ?? 'without a word'} may be tried again`, () => {
      const error = fault(status, code);
      assert.equal(error.code, 'download_failed');
      assert.equal(error.details.fields?.['retryable'], true);
    });
  }

  it('say when to try again', () => {
    assert.equal(fault(503, 'SlowDown', { 'retry-after': '7' }).details.retryAfterSeconds, 7);
    assert.equal(fault(503, 'SlowDown').details.retryAfterSeconds, undefined);
  });

  it('tell who came without keys where to give them', () => {
    const error = fault(403, 'AccessDenied', {}, { signed: false });
    assert.match(error.message, /`access_key`.*AWS_ACCESS_KEY_ID/);
  });
});

describe('the word of S3 for an error', () => {
  const read = async (text: string): Promise<string | null> => {
    const http = scriptedHttp(() => ({ status: 403, text }));
    return await readFaultCode(await http.request('https://host/', { signal: forever }));
  };

  it('is in the text', async () => assert.equal(await read(errorText('AccessDenied')), 'AccessDenied'));

  it('is nothing else: not a page of a proxy, not words, not nothing', async () => {
    for (const document of [
      '',
      '<html><Code>X</Code></html>',
      'Forbidden',
      '{"code":"X"}',
      errorText('two words'),
      errorText('<b/>'),
    ]) {
      assert.equal(await read(document), null, document);
    }
  });

  it('is unknown where the text breaks off', async () => {
    const http = scriptedHttp(() => ({ status: 500 }));
    const reply = await http.request('https://host/', { signal: forever });
    assert.equal(await readFaultCode({ ...reply, text: () => Promise.reject(new Error('cut')) }), null);
  });
});
