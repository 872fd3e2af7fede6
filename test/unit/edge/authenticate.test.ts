import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import type { Caller } from '../../../server/accounts/keys.ts';
import { createAuthenticator } from '../../../server/edge/authenticate.ts';
import type { ApiKeyConfig, Verb } from '../../../server/platform/config/config.ts';
import { AppError } from '../../../server/platform/errors.ts';

const configured: ApiKeyConfig = {
  name: 'ci',
  sha256: hash('sha256', 'key-ci', 'buffer'),
  models: null,
  verbs: ['infer'],
};

const account = (name: string, verbs: Verb[], kind: 'token' | 'key'): Caller => ({
  name,
  verbs: new Set(verbs),
  models: null,
  account: { userId: 'usr_1', credentialId: name, kind },
});

const callers: Record<string, Caller> = {
  login: account('login', ['infer', 'read'], 'token'),
  key: account('key', ['infer'], 'key'),
};

const asked: string[] = [];
const accounts = {
  find(presented: string): Caller | null | Promise<Caller | null> {
    asked.push(presented);
    if (presented === 'down') throw new AppError('storage_unavailable', 'down');
    if (presented.startsWith('late-')) return Promise.resolve(callers[presented.slice(5)] ?? null);
    return callers[presented] ?? null;
  },
};

const request = (headers: Record<string, string>): IncomingMessage => ({ headers }) as unknown as IncomingMessage;
const bearer = (key: string): IncomingMessage => request({ authorization: `Bearer ${key}` });

const required = () => createAuthenticator({ auth: 'required', apiKeys: [configured] }, accounts);

describe('with `auth: required`', () => {
  it('keys of the configuration come first, and need no accounts', () => {
    asked.length = 0;
    const caller = required().authorise(bearer('key-ci'), 'infer') as Caller;
    assert.deepEqual([caller.name, caller.account], ['ci', null]);
    assert.deepEqual(asked, []);
  });

  it('a known login or key is let in at once, not by a promise', () => {
    for (const name of ['login', 'key']) assert.equal(required().authorise(bearer(name), 'infer'), callers[name]);
  });

  it('one that has to be looked up is let in then', async () => {
    assert.equal(await required().authorise(bearer('late-login'), 'infer'), callers['login']);
    await assert.rejects(Promise.resolve(required().authorise(bearer('late-key'), 'read')), {
      code: 'permission_denied',
    });
    await assert.rejects(Promise.resolve(required().authorise(bearer('late-nobody'), 'read')), {
      code: 'invalid_api_key',
    });
  });

  it('nobody and strangers are refused', () => {
    for (const req of [request({}), bearer('stranger'), request({ authorization: 'Basic bG9naW4=' })])
      assert.throws(() => required().authorise(req, 'read'), { code: 'invalid_api_key' });
  });

  it('a database that is down is no stranger', () => {
    assert.throws(() => required().authorise(bearer('down'), 'infer'), { code: 'storage_unavailable' });
  });

  it('`self` takes a login', () => {
    assert.equal(required().authorise(bearer('login'), 'self'), callers['login']);
    for (const key of ['key', 'key-ci'])
      assert.throws(() => required().authorise(bearer(key), 'self'), { code: 'permission_denied' });
  });

  it('public routes ask nobody', () => {
    asked.length = 0;
    assert.equal((required().authorise(bearer('stranger'), 'public') as Caller).name, 'anyone');
    assert.deepEqual(asked, []);
  });
});

describe('with `auth: keys`', () => {
  it('accounts are not asked', () => {
    asked.length = 0;
    const authenticator = createAuthenticator({ auth: 'keys', apiKeys: [configured] }, accounts);
    assert.throws(() => authenticator.authorise(bearer('login'), 'infer'), { code: 'invalid_api_key' });
    assert.deepEqual(asked, []);
  });
});

describe('with `auth: none`', () => {
  it('anyone may everything', () => {
    const authenticator = createAuthenticator({ auth: 'none', apiKeys: [] }, accounts);
    for (const verb of ['infer', 'admin', 'self'] as const)
      assert.equal((authenticator.authorise(request({}), verb) as Caller).name, 'anyone');
  });

  it('a new configuration counts from the next request', () => {
    const authenticator = createAuthenticator({ auth: 'none', apiKeys: [] }, accounts);
    authenticator.configure({ auth: 'required', apiKeys: [] });
    assert.throws(() => authenticator.authorise(request({}), 'infer'), { code: 'invalid_api_key' });
    authenticator.configure({ auth: 'keys', apiKeys: [configured] });
    assert.throws(() => authenticator.authorise(bearer('login'), 'infer'), { code: 'invalid_api_key' });
  });
});
