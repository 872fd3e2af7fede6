import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { objectDigest } from '../../../../../../server/library/downloads/sources/s3/object-digest.ts';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const sha256 = createHash('sha256').update('x').digest();
const crc64 = Buffer.from('2db9e7026454e4b2', 'hex');

describe('what the headers of an object promise', () => {
  it('a checksum, in base64', () => {
    assert.deepEqual(objectDigest({ 'x-amz-checksum-crc64nvme': crc64.toString('base64') }), {
      algorithm: 'crc64nvme',
      hex: '2db9e7026454e4b2',
    });
    assert.deepEqual(objectDigest({ 'x-amz-checksum-crc32c': 'qTxfkw==' }), { algorithm: 'crc32c', hex: 'a93c5f93' });
  });

  it('the best of several, before the ETag', () => {
    const headers = {
      etag: `"${md5}"`,
      'x-amz-checksum-crc64nvme': crc64.toString('base64'),
      'x-amz-checksum-sha256': sha256.toString('base64'),
      'x-amz-checksum-type': 'FULL_OBJECT',
    };
    assert.deepEqual(objectDigest(headers), { algorithm: 'sha256', hex: sha256.toString('hex') });
  });

  it('nothing of the whole, where the checksum is one of the parts', () => {
    const value = sha256.toString('base64');
    assert.equal(objectDigest({ 'x-amz-checksum-sha256': value, 'x-amz-checksum-type': 'COMPOSITE' }), null);
    assert.equal(objectDigest({ 'x-amz-checksum-sha256': `${value}-2` }), null);
  });

  it('nothing by a checksum of a length or an alphabet that it cannot have', () => {
    assert.equal(objectDigest({ 'x-amz-checksum-sha256': 'qTxfkw==' }), null);
    assert.equal(objectDigest({ 'x-amz-checksum-crc32': '!!!!' }), null);
    assert.equal(objectDigest({ 'x-amz-checksum-crc32': '' }), null);
  });

  const asMd5: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['not encrypted', {}],
    ['encrypted with keys of S3', { 'x-amz-server-side-encryption': 'AES256' }],
    ['with a checksum that cannot be used', { 'x-amz-checksum-sha256': 'x-3', 'x-amz-checksum-type': 'COMPOSITE' }],
  ];
  for (const [what, headers] of asMd5) {
    it(`the MD5 in the ETag of an object that is ${what}`, () => {
      assert.deepEqual(objectDigest({ etag: `"${md5.toUpperCase()}"`, ...headers }), { algorithm: 'md5', hex: md5 });
    });
  }

  const noMd5: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['of an upload in parts', { etag: `"${md5}-2"` }],
    ['of keys of KMS', { etag: `"${md5}"`, 'x-amz-server-side-encryption': 'aws:kms' }],
    ['of two keys of KMS', { etag: `"${md5}"`, 'x-amz-server-side-encryption': 'aws:kms:dsse' }],
    ['of a key of the customer', { etag: `"${md5}"`, 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }],
    ['of keys of KMS of OBS', { etag: `"${md5}"`, 'x-obs-server-side-encryption': 'kms' }],
    ['that is weak', { etag: `W/"${md5}"` }],
    ['of another length', { etag: '"0123456789"' }],
    ['that is not there', {}],
  ];
  for (const [what, headers] of noMd5) {
    it(`nothing by an ETag ${what}`, () => assert.equal(objectDigest(headers), null));
  }
});
