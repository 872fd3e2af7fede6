import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findCredentials } from '../../../../../../server/library/downloads/sources/s3/credentials.ts';
import { AppError } from '../../../../../../server/platform/errors.ts';

const aws = { AWS_ACCESS_KEY_ID: 'aws-id', AWS_SECRET_ACCESS_KEY: 'aws-secret', AWS_SESSION_TOKEN: 'aws-token' };
const kthena = { ACCESS_KEY: 'kthena-id', SECRET_KEY: 'kthena-secret' };
const obs = { OBS_ACCESS_KEY_ID: 'obs-id', OBS_SECRET_ACCESS_KEY: 'obs-secret' };

describe('whose keys sign', () => {
  it('the caller’s, before those of the environment, and without its session token', () => {
    assert.deepEqual(findCredentials('s3', { accessKey: 'mine', secretKey: 'my-secret' }, aws), {
      accessKeyId: 'mine',
      secretAccessKey: 'my-secret',
    });
  });

  it('AWS’s of the environment, with the session token', () => {
    assert.deepEqual(findCredentials('s3', {}, { ...kthena, ...aws }), {
      accessKeyId: 'aws-id',
      secretAccessKey: 'aws-secret',
      sessionToken: 'aws-token',
    });
  });

  it('those of Kthena’s downloader, for both services', () => {
    const expected = { accessKeyId: 'kthena-id', secretAccessKey: 'kthena-secret' };
    assert.deepEqual(findCredentials('s3', {}, kthena), expected);
    assert.deepEqual(findCredentials('obs', {}, { ...aws, ...kthena }), expected);
  });

  it('OBS’s own come first for obs://, AWS’s last, and s3:// never takes OBS’s', () => {
    assert.equal(findCredentials('obs', {}, { ...aws, ...kthena, ...obs })?.accessKeyId, 'obs-id');
    assert.equal(findCredentials('obs', {}, { OBS_ACCESS_KEY: 'a', OBS_SECRET_KEY: 'b' })?.accessKeyId, 'a');
    assert.equal(findCredentials('obs', {}, aws)?.accessKeyId, 'aws-id');
    assert.equal(findCredentials('s3', {}, obs), null);
    const withToken = { ...obs, OBS_SECURITY_TOKEN: 'obs-token' };
    assert.equal(findCredentials('obs', {}, withToken)?.sessionToken, 'obs-token');
  });

  it('nobody’s, where there are none or half a pair in the environment', () => {
    assert.equal(findCredentials('s3', {}, {}), null);
    assert.equal(findCredentials('s3', {}, { AWS_ACCESS_KEY_ID: 'alone', AWS_SECRET_ACCESS_KEY: '' }), null);
    assert.equal(findCredentials('s3', { accessKey: '', secretKey: '' }, {}), null);
  });

  it('half a pair from the caller is a mistake that names the missing half', () => {
    const missing = (param: string) => ({ code: 'invalid_request', details: { param } });
    assert.throws(() => findCredentials('s3', { accessKey: 'a' }, aws), missing('secret_key'));
    assert.throws(() => findCredentials('s3', { secretKey: 'b' }, aws), missing('access_key'));
  });

  it('a key that cannot be in a header is refused and not repeated', () => {
    for (const accessKey of ['with space', 'line\nbreak', 'schlüssel']) {
      assert.throws(
        () => findCredentials('s3', { accessKey, secretKey: 'the-secret' }, {}),
        (error) =>
          error instanceof AppError && !error.message.includes(accessKey) && !error.message.includes('the-secret'),
      );
    }
  });
});
