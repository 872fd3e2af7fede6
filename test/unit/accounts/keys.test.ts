import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { describe, it, mock } from 'node:test';
import { type Caller, createKeyring, may, mayInfer } from '../../../server/accounts/keys.ts';
import type { ApiKeyConfig, Verb } from '../../../server/platform/config/config.ts';

const key = (name: string, value: string, rest: Partial<ApiKeyConfig> = {}): ApiKeyConfig => ({
  name,
  sha256: crypto.hash('sha256', value, 'buffer'),
  models: null,
  verbs: ['infer', 'read'],
  ...rest,
});

const caller = (verbs: Verb[], models: string[] | null = null): Caller => ({
  name: 'a',
  verbs: new Set(verbs),
  models: models === null ? null : new Set(models),
  account: null,
});

describe('a keyring', () => {
  const keyring = createKeyring([key('ci', 'sk-ci', { models: ['tiny'], verbs: ['read'] }), key('app', 'sk-app')]);

  it('knows whose a key is, and what it may', () => {
    assert.deepEqual(keyring.find('sk-ci'), {
      name: 'ci',
      verbs: new Set(['read']),
      models: new Set(['tiny']),
      account: null,
      configKey: 'key:ci',
    });
    assert.equal(keyring.find('sk-app')?.name, 'app');
    assert.equal(keyring.find('sk-app')?.models, null);
  });

  for (const presented of ['', 'sk-', 'sk-app ', 'SK-APP', 'sk-app\0', 'x'.repeat(100_000), '\ud800'])
    it(`does not know ${JSON.stringify(presented.slice(0, 20))}`, () => assert.equal(keyring.find(presented), null));

  it('knows which keys there are by their ids', () => {
    assert.deepEqual(
      ['key:ci', 'key:app', 'ci', 'key:', ''].map((id) => keyring.has(id)),
      [true, true, false, false, false],
    );
  });

  it('knows nobody when it is empty', () => assert.equal(createKeyring([]).find(''), null));

  it('does not take the hash of a key for the key', () => {
    assert.equal(keyring.find(crypto.hash('sha256', 'sk-app')), null);
  });

  it('gives the same caller for the same key: nothing is made for a request', () => {
    assert.equal(keyring.find('sk-app'), keyring.find('sk-app'));
  });

  it('compares every key with every one presented, found or not', async () => {
    const compared = mock.method(crypto, 'timingSafeEqual');
    const { syncBuiltinESMExports } = await import('node:module');
    syncBuiltinESMExports();
    try {
      const ring = createKeyring(Array.from({ length: 10 }, (_, i) => key(`k${i}`, `sk-${i}`)));
      const counts = ['sk-0', 'sk-5', 'sk-9', 'none'].map((presented) => {
        const before = compared.mock.callCount();
        ring.find(presented);
        return compared.mock.callCount() - before;
      });
      assert.deepEqual(counts, [10, 10, 10, 10]);
    } finally {
      compared.mock.restore();
      syncBuiltinESMExports();
    }
  });

  it('costs a few microseconds', () => {
    const ring = createKeyring(Array.from({ length: 10 }, (_, i) => key(`k${i}`, `sk-${i}`)));
    for (let i = 0; i < 20_000; i++) ring.find('sk-5');
    const before = performance.now();
    for (let i = 0; i < 20_000; i++) ring.find('sk-5');
    // 1.5 µs measured; the bound is for a busy machine.
    assert.ok((performance.now() - before) / 20 < 50);
  });
});

describe('what a caller may', () => {
  it('is what its verbs say', () => {
    assert.ok(may(caller(['infer']), 'infer'));
    assert.ok(!may(caller(['infer']), 'engines'));
    assert.ok(!may(caller([]), 'read'));
  });

  it('is everything for admin', () => {
    for (const verb of ['infer', 'read', 'lora', 'engines', 'endpoints', 'users', 'admin'] as const)
      assert.ok(may(caller(['admin']), verb));
  });

  it('is every model where none are named', () => assert.ok(mayInfer(caller(['infer']), 'any')));
  it('is the named models where some are', () => {
    assert.ok(mayInfer(caller(['infer'], ['tiny']), 'tiny'));
    assert.ok(!mayInfer(caller(['infer'], ['tiny']), 'Tiny'));
    assert.ok(!mayInfer(caller(['admin'], []), 'tiny'));
  });
});
