import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFileUri, parseVolumeUri } from '../../../../../../server/library/downloads/sources/file/addresses.ts';
import { AppError } from '../../../../../../server/platform/errors.ts';

const isInvalidSource = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'invalid_request' && error.details.param === 'source';

describe('file:// addresses', () => {
  const good: readonly (readonly [string, string])[] = [
    ['file:///models/tiny', '/models/tiny'],
    ['file://localhost/models/tiny', '/models/tiny'],
    ['file:///models/tiny/', '/models/tiny/'],
    ['file:///models/a%20b%25/%C3%BC', '/models/a b%/ü'],
    ['file:///models/a b', '/models/a b'],
    ['file:///models/x/../tiny', '/models/tiny'],
    ['file:///', '/'],
  ];
  for (const [uri, path] of good) {
    it(`${uri} is ${path}`, () => assert.equal(parseFileUri(uri), path));
  }

  const bad = [
    'file://otherhost/models',
    'https:///models',
    'models',
    'file:///models?x',
    'file:///models#x',
    'file:///a%2Fb',
    'file:///a%00b',
    'file:///a%FFb',
  ];
  for (const uri of bad) {
    it(`${uri} is refused`, () => assert.throws(() => parseFileUri(uri), isInvalidSource));
  }

  it('"file:models" is an absolute path too, as URLs have it', () => {
    assert.equal(parseFileUri('file:models'), '/models');
  });
});

describe('pvc:// addresses', () => {
  const good: readonly (readonly [string, string, string])[] = [
    ['pvc://models', 'models', ''],
    ['pvc://models/', 'models', ''],
    ['pvc://models/llama/8b', 'models', 'llama/8b'],
    ['pvc:///models/llama/8b', 'models', 'llama/8b'],
    ['pvc://my-claim.v2/a//b/./c/', 'my-claim.v2', 'a/b/c'],
    ['pvc://models/a b%20c?d#e', 'models', 'a b%20c?d#e'],
  ];
  for (const [uri, claim, path] of good) {
    it(`${uri} is "${path}" in ${claim}`, () => assert.deepEqual(parseVolumeUri(uri), { claim, path }));
  }

  const bad = [
    'pvc://',
    'pvc:///',
    'pvc://Models/x',
    'pvc://-models',
    'pvc://models-',
    'pvc://mod_els',
    'pvc://..',
    'pvc://a..b',
    'pvc://models/../other',
    'pvc://models/a/..',
    'pvc://models/a\0b',
    `pvc://${'a'.repeat(254)}`,
    'file:///models',
  ];
  for (const uri of bad) {
    it(`${JSON.stringify(uri).slice(0, 40)} is refused`, () =>
      assert.throws(() => parseVolumeUri(uri), isInvalidSource));
  }
});
