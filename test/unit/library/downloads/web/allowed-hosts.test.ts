import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isListed,
  isPublicDefault,
  isPublicHub,
  shownUrl,
} from '../../../../../server/library/downloads/web/allowed-hosts.ts';

const isDefault = (url: string): boolean => isPublicDefault(new URL(url));
const listed = (url: string, ...entries: string[]): boolean => isListed(new URL(url), entries);

describe('the public defaults', () => {
  it('are the hub and every form of S3 endpoint', () => {
    for (const url of [
      'https://huggingface.co/api/models/a/b',
      'https://HuggingFace.co./x',
      'https://hf.co/a',
      'https://s3.amazonaws.com/bucket/key',
      'https://s3.eu-west-1.amazonaws.com/bucket/key',
      'https://s3-us-west-2.amazonaws.com/bucket/key',
      'https://my.bucket.s3.us-east-1.amazonaws.com/key',
      'https://bucket.s3.dualstack.us-east-1.amazonaws.com/key',
      'https://bucket.s3.cn-north-1.amazonaws.com.cn/key',
    ]) {
      assert.ok(isDefault(url), url);
    }
  });

  it('are no look-alikes, no machines of other people at AWS, and no other port', () => {
    for (const url of [
      'https://huggingface.co.evil.example/',
      'https://evil-huggingface.co/',
      'https://s3.amazonaws.com.evil.example/',
      'https://ec2-1-2-3-4.compute-1.amazonaws.com/',
      'https://nots3.amazonaws.com/',
      'https://huggingface.co:8443/',
      'https://huggingface.co@evil.example/',
    ]) {
      assert.ok(!isDefault(url), url);
    }
  });
});

describe('the token of the environment', () => {
  it('may go to the public hub over https, and to nothing else that may be named by default', () => {
    for (const url of ['https://huggingface.co', 'https://HF.co/x']) assert.ok(isPublicHub(new URL(url)), url);
    for (const url of [
      'http://huggingface.co',
      'https://huggingface.co:8443',
      'https://somebody.s3.amazonaws.com',
      'https://s3.eu-west-1.amazonaws.com/somebody',
    ]) {
      assert.ok(!isPublicHub(new URL(url)), url);
    }
  });
});

describe('a listed host', () => {
  it('is meant at every port when it is listed without one', () => {
    assert.ok(listed('http://minio.lan:9000/b', 'minio.lan'));
    assert.ok(listed('https://minio.lan/b', 'minio.lan'));
  });

  it('is meant at that port only when it is listed with one', () => {
    assert.ok(listed('http://minio.lan:9000/b', 'minio.lan:9000'));
    assert.ok(listed('https://minio.lan/b', 'minio.lan:443'));
    assert.ok(!listed('http://minio.lan:22/b', 'minio.lan:9000'));
  });

  it('is compared without regard to case or the final dot', () => {
    assert.ok(listed('http://MinIO.lan.:9000/b', 'Minio.LAN:9000'));
  });

  it('can be an IPv6 address, bare or in brackets', () => {
    assert.ok(listed('http://[::1]:9000/b', '[::1]:9000'));
    assert.ok(listed('http://[::1]:9000/b', '[::1]'));
    assert.ok(listed('http://[::1]:9000/b', '::1'));
  });

  it('brings its subdomains, where object stores have their buckets, and no look-alikes', () => {
    assert.ok(listed('http://bucket.minio.lan/b', 'minio.lan'));
    assert.ok(listed('http://bucket.minio.lan:9000/b', 'minio.lan:9000'));
    assert.ok(!listed('http://bucket.minio.lan:22/b', 'minio.lan:9000'));
    assert.ok(!listed('http://evilminio.lan/b', 'minio.lan'));
    assert.ok(!listed('http://minio.lan.evil/b', 'minio.lan'));
  });

  it('is never an empty entry', () => {
    assert.ok(!listed('http://minio.lan./b', ''));
  });
});

it('a URL is shown without query and user information', () => {
  assert.equal(shownUrl(new URL('https://u:p@cdn.example/x/y?X-Amz-Signature=abc#z')), 'https://cdn.example/x/y');
});
