import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isId, newId } from '../../../server/accounts/ids.ts';
import { isSecret, newSecret, secretHash } from '../../../server/accounts/secrets.ts';

describe('a secret', () => {
  it('is another one each time, and told from its hash only', () => {
    const made = Array.from({ length: 100 }, () => newSecret());
    assert.equal(new Set(made.map(({ secret }) => secret)).size, 100);
    for (const { secret, sha256, start } of made) {
      assert.ok(isSecret(secret));
      assert.equal(sha256, secretHash(secret));
      assert.match(sha256, /^[0-9a-f]{64}$/);
      assert.equal(secret.slice(0, 10), start);
    }
  });

  it('has 256 bits from the source of chance', () => {
    const sizes: number[] = [];
    newSecret((size) => {
      sizes.push(size);
      return Buffer.alloc(size);
    });
    assert.deepEqual(sizes, [32]);
  });

  it('is no header that needs care: letters, digits, - and _', () => assert.match(newSecret().secret, /^rh_[\w-]+$/));

  it('with one character changed is none: it needs no look into the database', () => {
    const { secret } = newSecret();
    for (let at = 3; at < secret.length; at++) {
      const other = secret[at] === 'A' ? 'B' : 'A';
      assert.equal(isSecret(secret.slice(0, at) + other + secret.slice(at + 1)), false, `${at}`);
    }
  });

  const { secret } = newSecret();
  for (const text of [
    '',
    'rh_',
    secret.slice(0, -1),
    `${secret}A`,
    ` ${secret}`,
    `${secret}\n`,
    secret.slice(3),
    'sk-x',
  ])
    it(`is not ${JSON.stringify(text.slice(0, 12))}… of ${text.length} characters`, () =>
      assert.equal(isSecret(text), false));
});

describe('an id', () => {
  it('sorts by the time it was made', () => {
    const at = [0, 1, 1_000, 1.7e12, 1.8e12, 4e12].map((ms) => newId('usr', new Date(ms)));
    assert.deepEqual([...at].sort(), at);
  });

  it('is another one in the same millisecond', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('key', new Date(0)));
    assert.equal(new Set(ids).size, 1_000);
  });

  it('is known by its form', () => {
    for (const prefix of ['usr', 'key', 'tok', 'setup'] as const) {
      const id = newId(prefix, new Date());
      assert.ok(isId(id, prefix));
      assert.ok(!isId(id, prefix === 'usr' ? 'key' : 'usr'));
    }
    for (const text of [
      '',
      'usr_',
      'usr_%',
      `usr_${'0'.repeat(18)}`,
      `usr_${'0'.repeat(18)}A`,
      `usr_${'0'.repeat(18)}\0`,
    ])
      assert.equal(isId(text, 'usr'), false, text);
  });
});
