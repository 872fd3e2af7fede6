import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { walkRoutes } from '../../../contract/index.ts';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { call, post } from './requests.ts';
import { type RunningGateway, runGateway } from './run-gateway.ts';

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
  admin: ['infer', 'read', 'lora', 'engines', 'endpoints', 'users', 'admin'],
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
