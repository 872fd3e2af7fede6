import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { walkRoutes } from '../../../contract/index.ts';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { ADMIN_PASSWORD, accountCalls } from '../accounts/account-calls.ts';
import { call, post } from './requests.ts';
import { type RunningGateway, runGateway } from './run-gateway.ts';

const allVerbs = ['infer', 'read', 'lora', 'engines', 'endpoints', 'users', 'admin'] as const;

const callers = {
  nobody: null,
  stranger: 'not-a-key',
  infer: 'key-infer',
  read: 'key-read',
  engines: 'key-engines',
  admin: 'key-admin',
} as const;

/** Which verbs each caller has; `admin` has all. */
const verbs: Record<keyof typeof callers, readonly string[]> = {
  nobody: [],
  stranger: [],
  infer: ['infer'],
  read: ['read'],
  engines: ['engines'],
  admin: allVerbs,
};

describe('every route × every caller', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    running = await runGateway(
      `
auth: keys
api_keys:
  - { name: infer, key_env: KEY_INFER, verbs: [infer] }
  - { name: read, key_env: KEY_READ, verbs: [read] }
  - { name: engines, key_env: KEY_ENGINES, verbs: [engines] }
  - { name: admin, key_env: KEY_ADMIN, verbs: [admin] }
  - { name: only-other, key_env: KEY_OTHER, models: [other], verbs: [infer, read] }
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health, aliases: [nick] }
  other: { engine: openai, url: "${engine.url}", health_path: /health }
`,
      {
        env: {
          KEY_INFER: 'key-infer',
          KEY_READ: 'key-read',
          KEY_ENGINES: 'key-engines',
          KEY_ADMIN: 'key-admin',
          KEY_OTHER: 'key-other',
        },
      },
    );
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    await engine.stop();
  });

  const routes = [...walkRoutes()].map(({ route, meta }) => ({
    method: route.method,
    path: route.path,
    verb: meta.verb,
  }));

  test('there are routes to walk', () => assert.ok(routes.length > 20, `${routes.length}`));

  for (const { method, path, verb } of routes)
    for (const [name, key] of Object.entries(callers) as [keyof typeof callers, string | null][])
      test(`${method} ${path} for ${name}`, async () => {
        const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
        const target = path.replaceAll(/:\w+/g, 'does-not-exist');
        // A body that is refused behind the door, so that no engine is touched; event streams are cut by the test.
        const status = await statusOf(running.url, method, target, headers);
        const known = key !== null && name !== 'stranger';
        if (verb === 'public') assert.ok(![401, 403].includes(status), `${status}`);
        else if (!known) assert.equal(status, 401);
        else if (verb === 'self' ? verbs[name].includes('users') : verbs[name].includes(verb))
          assert.ok(![401, 403].includes(status), `${status}`);
        else assert.equal(status, 403);
      });

  test('x-api-key is taken like a bearer token', async () => {
    const answer = await call(running.url, '/v1/models', { headers: { 'x-api-key': 'key-read' } });
    assert.equal(answer.status, 200);
  });

  test('a wrong scheme or an empty key is nobody', async () => {
    for (const authorization of ['Basic a2V5', 'Bearer', 'Bearer ', 'key-read'])
      assert.equal((await call(running.url, '/v1/models', { headers: { authorization } })).status, 401);
    assert.equal((await call(running.url, '/v1/models', { headers: { 'x-api-key': '' } })).status, 401);
  });

  test('a model that a key may not use is answered like one that does not exist', async () => {
    const headers = { authorization: 'Bearer key-other' };
    const body = (model: string) => JSON.stringify({ model, messages: [] });
    for (const name of ['tiny', 'nick']) {
      const hidden = await post(running.url, '/v1/chat/completions', body(name), headers);
      const absent = await post(running.url, '/v1/chat/completions', body('nope'), headers);
      assert.equal(hidden.status, 404);
      const message = (answer: typeof hidden) =>
        String(answer.json().error?.['message'])
          .replace(/"(tiny|nick|nope)"/, '""')
          .replace(/ Near names.*| GET .*/, '');
      assert.equal(message(hidden), message(absent));
      assert.doesNotMatch(hidden.text, /Near names: [^.]*"(tiny|nick)"/);
      assert.equal((await call(running.url, `/v1/models/${name}`, { headers })).status, 404);
    }
    const list = (await call(running.url, '/v1/models', { headers })).json()['data'] as { id: string }[];
    assert.deepEqual(
      list.map(({ id }) => id),
      ['other'],
    );
  });

  test('no answer holds a key', async () => {
    for (const path of ['/v1/models', '/v1/engines', '/metrics', '/health', '/ready']) {
      const { text } = await call(running.url, path, { headers: { authorization: 'Bearer key-admin' } });
      assert.doesNotMatch(text, /key-(infer|read|engines|admin|other)/);
    }
  });
});

/** What a login or an API key of an account may: its role's verbs, as far as the key has them. */
const accountCallers: Record<string, { readonly verbs: readonly string[]; readonly isLogin: boolean }> = {
  'an admin’s login': { verbs: [...allVerbs], isLogin: true },
  'a user’s login': { verbs: ['infer', 'read'], isLogin: true },
  'a user’s key': { verbs: ['infer', 'read'], isLogin: false },
  'a user’s key for `read`': { verbs: ['read'], isLogin: false },
  'a user’s key for `infer`': { verbs: ['infer'], isLogin: false },
  ...Object.fromEntries(
    allVerbs.map((verb) => [
      `an admin’s key for \`${verb}\``,
      { verbs: verb === 'admin' ? [...allVerbs] : [verb], isLogin: false },
    ]),
  ),
  'an admin’s key whose owner is a user now': { verbs: ['infer'], isLogin: false },
};

/** Known by nobody, or no more. */
const strangers = ['a login that was ended', 'a key that was revoked', 'a login of a disabled user', 'nobody'] as const;

describe('every route × every role and scope', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  const keys = new Map<string, string>();
  const { done, token, user, key } = accountCalls(() => running.url);
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    running = await runGateway(
      `
auth: required
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health }
`,
      { adminPassword: ADMIN_PASSWORD },
    );
    const admin = await token('admin', ADMIN_PASSWORD);
    const plain = await user(admin, 'plain');
    keys.set('an admin’s login', admin);
    keys.set('a user’s login', plain.token);
    keys.set('a user’s key', (await key(plain.token)).key);
    for (const verb of ['read', 'infer'])
      keys.set(`a user’s key for \`${verb}\``, (await key(plain.token, { verbs: [verb] })).key);
    for (const verb of allVerbs) keys.set(`an admin’s key for \`${verb}\``, (await key(admin, { verbs: [verb] })).key);
    const fallen = await user(admin, 'fallen', { role: 'admin' });
    keys.set(
      'an admin’s key whose owner is a user now',
      (await key(fallen.token, { verbs: ['engines', 'infer'] })).key,
    );
    await done('PATCH', `/v1/users/${fallen.id}`, admin, { role: 'user' });

    const ended = await token('plain');
    await done('POST', '/token/revoke', ended, {});
    keys.set('a login that was ended', ended);
    const revoked = await key(plain.token);
    await done('DELETE', `/v1/keys/${revoked.id}`, plain.token);
    keys.set('a key that was revoked', revoked.key);
    const disabled = await user(admin, 'disabled');
    await done('PATCH', `/v1/users/${disabled.id}`, admin, { enabled: false });
    keys.set('a login of a disabled user', disabled.token);
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    await engine.stop();
  });

  const status = (method: string, path: string, name: string): Promise<number> => {
    const presented = keys.get(name);
    const headers: Record<string, string> = presented === undefined ? {} : { authorization: `Bearer ${presented}` };
    return statusOf(running.url, method, path.replaceAll(/:\w+/g, 'does-not-exist'), headers);
  };

  // Ends the very login that it is asked with.
  const routes = [...walkRoutes()].filter(({ meta }) => meta.operationId !== 'revokeToken');

  for (const { route, meta } of routes) {
    const { verb } = meta;
    for (const [name, { verbs: held, isLogin }] of Object.entries(accountCallers))
      test(`${route.method} ${route.path} for ${name}`, async () => {
        const got = await status(route.method, route.path, name);
        const open = verb === 'public' || (verb === 'self' ? isLogin || held.includes('users') : held.includes(verb));
        if (open) assert.ok(![401, 403].includes(got), `${got}`);
        else assert.equal(got, 403);
      });
    for (const name of strangers)
      test(`${route.method} ${route.path} for ${name}`, async () => {
        const got = await status(route.method, route.path, name);
        if (verb === 'public') assert.ok(![401, 403].includes(got), `${got}`);
        else assert.equal(got, 401);
      });
  }
});

/** The status alone: event streams are not waited for. */
async function statusOf(url: string, method: string, path: string, headers: Record<string, string>): Promise<number> {
  const abort = new AbortController();
  const body = method === 'GET' ? undefined : '{}';
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: body ?? null,
    signal: abort.signal,
  });
  abort.abort();
  return response.status;
}
