import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFetchable, parseAddress } from '../../../../../../server/library/downloads/sources/s3/address.ts';
import { AppError } from '../../../../../../server/platform/errors.ts';

describe('S3 addresses', () => {
  const good: readonly (readonly [string, string, string])[] = [
    ['s3://bucket', 'bucket', ''],
    ['s3://bucket/', 'bucket', ''],
    ['s3://my.bucket-1/models/llama', 'my.bucket-1', 'models/llama'],
    ['s3://bucket/models/', 'bucket', 'models/'],
    ['s3://Old_Bucket/x', 'Old_Bucket', 'x'],
    ['s3://bucket/a b%20c+d?e#f', 'bucket', 'a b%20c+d?e#f'],
    ['s3://bucket//x', 'bucket', '/x'],
  ];
  for (const [uri, bucket, prefix] of good) {
    it(`${uri} is "${prefix}" in ${bucket}`, () => {
      const address = parseAddress('s3', uri);
      assert.deepEqual([address.bucket, address.prefix], [bucket, prefix]);
    });
  }

  it('are shown without a slash that says nothing', () => {
    assert.equal(parseAddress('s3', 's3://bucket/').shown, 's3://bucket');
    assert.equal(parseAddress('obs', 'obs://bucket/a/b').shown, 'obs://bucket/a/b');
  });

  const bad = [
    's3://',
    's3:///x',
    's3://b',
    's3://-b/x',
    's3://a..b/x',
    's3://b ucket/x',
    's3://bü/x',
    'obs://bucket/x',
  ];
  for (const uri of bad) {
    it(`${uri} is refused as source`, () => {
      assert.throws(() => parseAddress('s3', uri), { code: 'invalid_request', details: { param: 'source' } });
    });
  }

  it('cannot have "." and ".." for folders: URLs lose them', () => {
    for (const prefix of ['..', '../x', 'a/../b', 'a/./b', 'a/..', '.']) {
      assert.throws(() => parseAddress('s3', `s3://bucket/${prefix}`), { code: 'invalid_request' }, prefix);
    }
    for (const key of ['...', 'a..b', '.hidden', 'a/.git/b', 'x./y']) assert.equal(isFetchable(key), true, key);
  });

  it('do not repeat credentials that somebody put into them', () => {
    assert.throws(
      () => parseAddress('s3', 's3://AKIAKEY:topsecret@bucket/x'),
      (error) =>
        error instanceof AppError && error.code === 'invalid_request' && !/AKIAKEY|topsecret/.test(error.message),
    );
  });
});
