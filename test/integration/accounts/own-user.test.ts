/** What users see and change of themselves. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls, passwordOf } from './account-calls.ts';

const YAML = `
auth: required
api_keys: [{ name: ops, key_env: OPS, verbs: [users] }]
models:
  tiny: { engine: openai, url: "http://127.0.0.1:9" }
`;

const PASSWORD_PATH = '/v1/users/me/password';
const NEXT = 'another password';

describe('one’s own user', () => {
  let running: RunningGateway;
  let admin: string;
  const { send, done, login, token, user, key } = accountCalls(() => running.url);
  const change = (by: string, old_password: string, new_password = NEXT) =>
    send('POST', PASSWORD_PATH, by, { old_password, new_password });
  before(async () => {
    running = await runGateway(YAML, { env: { OPS: 'key-ops' }, adminPassword: ADMIN_PASSWORD });
    admin = await token('admin', ADMIN_PASSWORD);
  });
  after(() => running[Symbol.asyncDispose]());

  it('is seen with its limits and what is used of them', async () => {
    const alice = await user(admin, 'alice', { gen_token_limit: 10, gen_tokens_used: 3 });
    const seen = await done('GET', '/v1/users/me', alice.token);
    assert.deepEqual(seen, await done('GET', `/v1/users/${alice.id}`, admin));
    assert.deepEqual([seen['username'], seen['gen_token_limit'], seen['gen_tokens_used']], ['alice', 10, 3]);
    assert.equal((await done('GET', '/v1/users/me', admin))['role'], 'admin');
  });

  it('is no business of an API key, and a key of the config has none', async () => {
    const bob = await user(admin, 'bob');
    const { key: bobs } = await key(bob.token);
    for (const [method, path] of [
      ['GET', '/v1/users/me'],
      ['POST', PASSWORD_PATH],
    ] as const) {
      const body = method === 'POST' ? { old_password: passwordOf('bob'), new_password: NEXT } : undefined;
      assert.equal((await send(method, path, bobs, body)).status, 403);
      const ops = await send(method, path, 'key-ops', body);
      assert.deepEqual([ops.status, ops.json().error?.['code']], [404, 'user_not_found']);
    }
    await token('bob');
  });

  it('gets a new password; all other logins end, this one and the API keys stay', async () => {
    const carol = await user(admin, 'carol');
    const [here, elsewhere] = [await token('carol'), await token('carol')];
    const { key: carols } = await key(carol.token);
    const { key: byAdmin } = await key(admin, { user_id: carol.id });
    const changed = await done('POST', PASSWORD_PATH, here, {
      old_password: passwordOf('carol'),
      new_password: NEXT,
    });
    assert.deepEqual([changed['id'], 'password' in changed], [carol.id, false]);
    for (const ended of [elsewhere, carol.token]) assert.equal((await send('GET', '/v1/models', ended)).status, 401);
    for (const stays of [here, carols, byAdmin, admin])
      assert.equal((await send('GET', '/v1/models', stays)).status, 200);
    assert.equal((await login('carol', passwordOf('carol'))).status, 401);
    await token('carol', NEXT);
  });

  it('keeps its password where the old one is wrong', async () => {
    const dave = await user(admin, 'dave');
    for (const wrong of ['wrong', '\ud800', 'x'.repeat(4096), passwordOf('admin')]) {
      const refused = await change(dave.token, wrong);
      const { code, param } = refused.json().error ?? {};
      assert.deepEqual([refused.status, code, param], [401, 'invalid_credentials', 'old_password']);
    }
    assert.equal((await send('GET', '/v1/models', dave.token)).status, 200);
    await token('dave');
  });

  it('keeps its password where the new one cannot be one', async () => {
    const erin = await user(admin, 'erin-erin');
    for (const impossible of ['short', 'erin-erin', 'x'.repeat(1025), '']) {
      const refused = await change(erin.token, passwordOf('erin-erin'), impossible);
      assert.deepEqual([refused.status, refused.json().error?.['code']], [400, 'invalid_request']);
      assert.match(String(refused.json().error?.['param']), /new_password/);
    }
    for (const body of [{}, { old_password: 'a' }, { new_password: NEXT }, { old_password: 1, new_password: NEXT }])
      assert.equal((await send('POST', PASSWORD_PATH, erin.token, body)).status, 400);
    await token('erin-erin');
  });

  it('is limited with wrong passwords, together with its logins, and nobody else is', async () => {
    const [frank, grace] = [await user(admin, 'frank'), await user(admin, 'grace')];
    const answers = await Promise.all(Array.from({ length: 40 }, () => change(frank.token, 'wrong')));
    const counted = (status: number): number => answers.filter((answer) => answer.status === status).length;
    assert.equal(counted(401) + counted(429), 40);
    assert.ok(counted(401) <= 12, `${counted(401)} were checked`);
    const limited = await change(frank.token, passwordOf('frank'));
    assert.deepEqual([limited.status, limited.json().error?.['code']], [429, 'login_limited']);
    assert.ok(Number(limited.headers['retry-after']) >= 1);
    assert.equal((await login('frank', passwordOf('frank'))).status, 429);
    assert.equal((await send('GET', '/v1/models', frank.token)).status, 200, 'what is open stays open');
    assert.equal((await change(grace.token, passwordOf('grace'))).status, 200);
  });

  it('of the last admin cannot be given up: neither deleted, nor disabled, nor made a user', async () => {
    const { id } = await done('GET', '/v1/users/me', admin);
    for (const [method, body] of [
      ['DELETE', undefined],
      ['PATCH', { enabled: false }],
      ['PATCH', { role: 'user' }],
      ['PATCH', { role: 'user', enabled: false, password: NEXT }],
    ] as const) {
      const refused = await send(method, `/v1/users/${id}`, admin, body);
      assert.deepEqual([refused.status, refused.json().error?.['code']], [409, 'user_conflict'], refused.text);
    }
    assert.equal((await send('GET', '/v1/users', admin)).status, 200, 'nothing was changed, nor any login ended');
    await token('admin', ADMIN_PASSWORD);
  });

  it('is changed once by two who know the same password', async () => {
    const heidi = await user(admin, 'heidi');
    const other = await token('heidi');
    const answers = await Promise.all([
      change(heidi.token, passwordOf('heidi'), 'the first password'),
      change(other, passwordOf('heidi'), 'the second password'),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401]);
    const first = answers[0]?.status === 200;
    await token('heidi', first ? 'the first password' : 'the second password');
    assert.equal((await send('GET', '/v1/models', first ? other : heidi.token)).status, 401);
  });

  it('knows the same password in both ways that Unicode has to write it', async () => {
    const composed = 'pass\u00e9 compos\u00e9';
    await user(admin, 'ivan');
    const ivan = await token('ivan');
    assert.equal((await change(ivan, passwordOf('ivan'), composed)).status, 200);
    await token('ivan', composed.normalize('NFD'));
    assert.equal((await change(ivan, composed.normalize('NFD'))).status, 200);
  });
});
