import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { walkRoutes } from '../../../contract/index.ts';
import { newSecret } from '../../../server/accounts/secrets.ts';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { ADMIN_PASSWORD, accountCalls } from '../accounts/account-calls.ts';
import { call, post, until } from './requests.ts';
import { routeVerbs } from './route-verbs.ts';
import { type RunningGateway, runGateway } from './run-gateway.ts';

const allVerbs = ['infer', 'read', 'lora', 'engines', 'endpoints', 'users', 'admin'] as const;

/** By the key that each caller sends; one for every verb. */
const callers: Readonly<Record<string, string | null>> = {
  nobody: null,
  stranger: 'not-a-key',
  ...Object.fromEntries(allVerbs.map((verb) => [verb, `key-${verb}`])),
};

/** Which verbs each caller has; `admin` has all. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  nobody: [],
  stranger: [],
  ...Object.fromEntries(allVerbs.map((verb) => [verb, verb === 'admin' ? allVerbs : [verb]])),
};

const keysYaml = allVerbs.map((verb) => `  - { name: ${verb}, key_env: KEY_${verb.toUpperCase()}, verbs: [${verb}] }`);
const keysEnv = Object.fromEntries(allVerbs.map((verb) => [`KEY_${verb.toUpperCase()}`, `key-${verb}`]));

test('every route has a line of its own in the table of who may ask it', () => {
  const inContract = [...walkRoutes()].map(({ route, meta }) => [`${route.method} ${route.path}`, meta.verb] as const);
  assert.deepEqual(Object.fromEntries(inContract), routeVerbs);
  assert.equal(inContract.length, Object.keys(routeVerbs).length, 'no route is there twice');
});

describe('every route × every caller', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    running = await runGateway(
      `
auth: keys
api_keys:
${keysYaml.join('\n')}
  - { name: only-other, key_env: KEY_OTHER, models: [other], verbs: [infer, read] }
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health, aliases: [nick] }
  other: { engine: openai, url: "${engine.url}", health_path: /health }
`,
      {
        env: { ...keysEnv, KEY_OTHER: 'key-other' },
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
    for (const [name, key] of Object.entries(callers))
      test(`${method} ${path} for ${name}`, async () => {
        const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
        const target = path.replaceAll(/:\w+/g, 'does-not-exist');
        // A body that is refused behind the door, so that no engine is touched; event streams are cut by the test.
        const status = await statusOf(running.url, method, target, headers);
        const known = key !== null && name !== 'stranger';
        if (verb === 'public') assert.ok(![401, 403].includes(status), `${status}`);
        else if (!known) assert.equal(status, 401);
        else if (verbs[name]?.includes(verb === 'self' ? 'users' : verb))
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
      assert.doesNotMatch(text, /key-(infer|read|lora|engines|endpoints|users|admin|other)/);
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
  'an admin’s login that is a user’s now': { verbs: ['infer', 'read'], isLogin: true },
  ...Object.fromEntries(
    allVerbs.map((verb) => [
      `a key of the config for \`${verb}\``,
      { verbs: verb === 'admin' ? [...allVerbs] : [verb], isLogin: false },
    ]),
  ),
};

/** Known by nobody, or no more. */
const strangers = [
  'a login that was ended',
  'a login that has expired',
  'a login of a disabled user',
  'a login of a deleted user',
  'a key that was revoked',
  'a key that has expired',
  'a key of a disabled user',
  'a key of a deleted user',
  'something like a key',
  'nobody',
] as const;

describe('every route × every role and scope', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  const keys = new Map<string, string>();
  const { done, token, user, key } = accountCalls(() => running.url);
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    const yaml = `auth: required
api_keys:
${keysYaml.join('\n')}
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health }
`;
    running = await runGateway(yaml, { adminPassword: ADMIN_PASSWORD, env: keysEnv });
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
    keys.set('an admin’s login that is a user’s now', fallen.token);
    await done('PATCH', `/v1/users/${fallen.id}`, admin, { role: 'user' });
    for (const verb of allVerbs) keys.set(`a key of the config for \`${verb}\``, `key-${verb}`);

    const ended = await token('plain');
    await done('POST', '/token/revoke', ended, {});
    keys.set('a login that was ended', ended);
    const revoked = await key(plain.token);
    await done('DELETE', `/v1/keys/${revoked.id}`, plain.token);
    keys.set('a key that was revoked', revoked.key);
    for (const what of ['disabled', 'deleted']) {
      const gone = await user(admin, what);
      keys.set(`a login of a ${what} user`, gone.token);
      keys.set(`a key of a ${what} user`, (await key(gone.token)).key);
      if (what === 'deleted') await done('DELETE', `/v1/users/${gone.id}`, admin);
      else await done('PATCH', `/v1/users/${gone.id}`, admin, { enabled: false });
    }
    const soon = new Date(Date.now() + 400).toISOString();
    keys.set('a key that has expired', (await key(plain.token, { expires_at: soon })).key);
    await running.reconfigure(`token_days: 0.000005\n${yaml}`);
    keys.set('a login that has expired', await token('plain'));
    await running.reconfigure(yaml);
    for (const name of ['a key that has expired', 'a login that has expired'])
      await until(name, async () => (await status('GET', '/v1/models', name)) === 401);
    // Whole, with a checksum that is right.
    keys.set('something like a key', newSecret().secret);
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

describe('every route × the set-up token', () => {
  let running: RunningGateway;
  let setup = '';
  before(async () => {
    let said = '';
    const yaml = 'auth: required\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';
    running = await runGateway(yaml, { say: (text) => (said += text) });
    setup = /rh_[\w-]{48}/.exec(said)?.[0] ?? '';
  });
  after(() => running[Symbol.asyncDispose]());

  for (const [route, verb] of Object.entries(routeVerbs))
    test(`${route} for the set-up token`, async () => {
      const [method = '', path = ''] = route.split(' ');
      const headers = { authorization: `Bearer ${setup}` };
      const got = await statusOf(running.url, method, path.replaceAll(/:\w+/g, 'does-not-exist'), headers);
      if (['public', 'users'].includes(verb)) assert.ok(![401, 403].includes(got), `${got}`);
      else assert.equal(got, 403);
    });
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
