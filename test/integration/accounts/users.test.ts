import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { call } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls, bearer, passwordOf } from './account-calls.ts';

const YAML = `
auth: required
api_keys: [{ name: ops, key_env: OPS, verbs: [users] }, { name: root, key_env: ROOT, verbs: [admin] }]
models:
  tiny: { engine: openai, url: "http://127.0.0.1:9" }
`;

describe('users', () => {
  let running: RunningGateway;
  let admin: string;
  const { send, done, login, token, user } = accountCalls(() => running.url);
  before(async () => {
    running = await runGateway(YAML, {
      env: { OPS: 'key-ops', ROOT: 'key-root' },
      adminPassword: ADMIN_PASSWORD,
    });
    admin = await token('admin', ADMIN_PASSWORD);
  });
  after(() => running[Symbol.asyncDispose]());

  it('log in with name and password, and are known by the token', async () => {
    const answer = await login('admin', ADMIN_PASSWORD);
    const { access_token, ...rest } = answer.json();
    assert.deepEqual(rest, { username: 'admin', token_type: 'bearer', expires_in: 30 * 24 * 3600 });
    assert.match(String(access_token), /^rh_[\w-]{48}$/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal((await send('GET', '/v1/models', String(access_token))).status, 200);
  });

  it('log in with the form of OAuth2 too', async () => {
    const body = new URLSearchParams({ grant_type: 'password', username: 'admin', password: ADMIN_PASSWORD });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await call(running.url, '/token', { body: body.toString(), headers });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json()['username'], 'admin');
  });

  it('log in with JSON that says it is a form, as `curl -d` sends it', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = ` ${JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD, more: 'a=b&c=%7B' })}`;
    const answer = await call(running.url, '/token', { body, headers });
    assert.equal(answer.status, 200, answer.text);
    const broken = await call(running.url, '/token', { body: '{"username":"admin","password":"secret-word', headers });
    assert.deepEqual([broken.status, broken.json().error?.['code']], [400, 'invalid_json']);
    assert.doesNotMatch(broken.text, /secret-word/);
  });

  it('do not log in with a form that is none, or says something twice', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    for (const body of [
      '',
      '&&&',
      'username=admin',
      'username=admin&username=b&password=c',
      '__proto__=x&password=y',
      '%',
    ])
      assert.equal((await call(running.url, '/token', { body, headers })).status, 400, body);
  });

  it('are not told whether the name or the password was wrong', async () => {
    const answers = [await login('admin', 'not the password'), await login('nobody', 'x'), await login('a\0b', 'x')];
    for (const answer of answers) {
      assert.equal(answer.status, 401);
      assert.equal(answer.headers['www-authenticate'], 'Bearer');
    }
    const [first, ...others] = answers.map((answer) => answer.json().error);
    for (const other of others) assert.deepEqual(other, first);
    assert.equal(first?.['code'], 'invalid_credentials');
  });

  it('are made, read, listed, changed and deleted', async () => {
    const made = await done('POST', '/v1/users', admin, {
      username: 'alice',
      password: passwordOf('alice'),
      prompt_token_limit: 1000,
      prompt_tokens_used: 3,
    });
    assert.deepEqual(
      { ...made, id: '', created_at: '' },
      {
        id: '',
        object: 'user',
        username: 'alice',
        role: 'user',
        enabled: true,
        prompt_tokens_used: 3,
        gen_tokens_used: 0,
        prompt_token_limit: 1000,
        gen_token_limit: null,
        created_at: '',
      },
    );
    const path = `/v1/users/${made['id']}`;
    assert.deepEqual(await done('GET', path, admin), made);
    const changed = await done('PATCH', path, admin, { prompt_token_limit: null, gen_token_limit: 5 });
    assert.deepEqual(changed, { ...made, prompt_token_limit: null, gen_token_limit: 5 });
    const named = await done('GET', '/v1/users?username=alice', admin);
    assert.deepEqual(named, { object: 'list', data: [changed], has_more: false });
    assert.deepEqual(await done('DELETE', path, admin), { id: made['id'], object: 'user', deleted: true });
    for (const method of ['GET', 'DELETE']) assert.equal((await send(method, path, admin)).status, 404);
  });

  it('are listed in pages', async () => {
    for (const name of ['page-1', 'page-2', 'page-3']) await user(admin, name);
    const seen: unknown[] = [];
    for (let after = ''; ; ) {
      const page = await done('GET', `/v1/users?limit=2${after}`, admin);
      const data = page['data'] as { id: string; username: string }[];
      assert.ok(data.length <= 2);
      seen.push(...data.map(({ username }) => username));
      if (page['has_more'] === false) break;
      after = `&after=${data.at(-1)?.id}`;
    }
    assert.deepEqual(seen, ['admin', 'page-1', 'page-2', 'page-3']);
  });

  for (const id of ['usr_nobody', 'x', '%00', encodeURIComponent("' or 1=1 --"), 'usr_0000000000000000000'])
    it(`that do not exist are a 404: ${id}`, async () => {
      const answer = await send('GET', `/v1/users/${id}`, admin);
      assert.equal(answer.status, 404, answer.text);
      assert.equal(answer.json().error?.['code'], 'user_not_found');
    });

  it('are made under the name of the vLLM management API', async () => {
    const body = { username: 'carol', password: passwordOf('carol'), prompt_token_number: 7, gen_token_limit: 9 };
    const answer = await done('POST', '/db_request/add_user/', admin, body);
    assert.deepEqual(answer, { status: 'success', message: 'User "carol" added.' });
    const [carol] = (await done('GET', '/v1/users?username=carol', admin))['data'] as Record<string, unknown>[];
    assert.equal(carol?.['prompt_tokens_used'], 7);
    assert.equal(carol?.['gen_token_limit'], 9);
    assert.equal(carol?.['role'], 'user');
    const again = await send('POST', '/db_request/add_user/', admin, body);
    assert.equal(again.status, 409);
    const nothing = { prompt_token_number: null, gen_token_number: null, prompt_token_limit: null };
    await done('POST', '/db_request/add_user/', admin, { username: 'chloe', password: 'long enough', ...nothing });
  });

  const good = { username: 'dave', password: 'long enough' };
  for (const [what, body, param] of [
    ['a name with a slash', { ...good, username: 'a/b' }, 'username'],
    ['a name with a blank', { ...good, username: 'a b' }, 'username'],
    ['an empty name', { ...good, username: '' }, 'username'],
    ['a name that only looks like letters', { ...good, username: 'аdmin' }, 'username'],
    ['a short password', { ...good, password: 'short' }, 'password'],
    ['a password that is the name', { username: 'same-as-that', password: 'same-as-that' }, 'password'],
    ['a limit below nothing', { ...good, gen_token_limit: -1 }, 'gen_token_limit'],
    ['a limit that is no whole number', { ...good, gen_token_limit: 1.5 }, 'gen_token_limit'],
    ['a limit beyond what can be counted', { ...good, gen_token_limit: 2 ** 53 }, 'gen_token_limit'],
    ['a role that there is not', { ...good, role: 'root' }, 'role'],
    ['no password', { username: 'dave' }, 'password'],
  ] as const)
    it(`are not made with ${what}`, async () => {
      const answer = await send('POST', '/v1/users', admin, body);
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json().error?.['param'], param);
      assert.ok(!answer.text.includes('long enough'));
    });

  it('may infer and read, and manage nobody', async () => {
    const { token: erin } = await user(admin, 'erin');
    assert.equal((await send('GET', '/v1/models', erin)).status, 200);
    for (const [method, path] of [
      ['GET', '/v1/users'],
      ['POST', '/v1/users'],
      ['POST', '/db_request/add_user/'],
      ['POST', '/v1/engines'],
    ] as const)
      assert.equal((await send(method, path, erin, {})).status, 403, path);
  });

  it('are managed by a key with the verb `users`, but admins only by admins', async () => {
    const { id: adminId } = await user('key-root', 'second-admin', { role: 'admin' });
    const { id } = await user('key-ops', 'frank');
    assert.equal((await send('PATCH', `/v1/users/${id}`, 'key-ops', { enabled: false })).status, 200);
    for (const [method, path, body] of [
      ['POST', '/v1/users', { username: 'mallory', password: 'long enough', role: 'admin' }],
      ['PATCH', `/v1/users/${id}`, { role: 'admin' }],
      ['PATCH', `/v1/users/${adminId}`, { password: 'long enough' }],
      ['DELETE', `/v1/users/${adminId}`, undefined],
      ['POST', '/v1/keys', { name: 'mine', user_id: adminId }],
      ['PUT', '/v1/rate-limits', { subject: 'user', subject_id: adminId, requests_per_minute: 0 }],
    ] as const) {
      const answer = await send(method, path, 'key-ops', body);
      assert.equal(answer.status, 403, `${method} ${path} ${answer.text}`);
    }
  });

  it('log out', async () => {
    const { token: grace } = await user(admin, 'grace');
    const other = await token('grace');
    await done('POST', '/token/revoke', grace, {});
    const ended = await call(running.url, '/token/revoke', { method: 'POST', headers: bearer(await token('grace')) });
    assert.equal(ended.status, 200, 'without a body too');
    assert.equal((await send('GET', '/v1/models', grace)).status, 401);
    assert.equal((await send('GET', '/v1/models', other)).status, 200, 'the other login stays');
    const third = await token('grace');
    await done('POST', '/token/revoke', other, { token: third });
    assert.equal((await send('GET', '/v1/models', third)).status, 401);
  });

  it('log out with the form of RFC 7009 too', async () => {
    const { token: kate } = await user(admin, 'kate');
    const other = await token('kate');
    const headers = { authorization: `Bearer ${kate}`, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ token: other, token_type_hint: 'access_token' }).toString();
    const answer = await call(running.url, '/token/revoke', { body, headers });
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await send('GET', '/v1/models', other)).status, 401);
    assert.equal((await send('GET', '/v1/models', kate)).status, 200);
  });

  it('cannot end the login of somebody else, nor learn whether it exists', async () => {
    const { token: heidi } = await user(admin, 'heidi');
    const { token: ivan } = await user(admin, 'ivan');
    const theirs = await done('POST', '/token/revoke', ivan, { token: heidi });
    assert.deepEqual(await done('POST', '/token/revoke', ivan, { token: 'rh_nothing' }), theirs);
    assert.equal((await send('GET', '/v1/models', heidi)).status, 200);
  });

  it('lose their logins with a new password', async () => {
    const { id, token: judy } = await user(admin, 'judy');
    await done('PATCH', `/v1/users/${id}`, admin, { password: 'another password' });
    assert.equal((await send('GET', '/v1/models', judy)).status, 401);
    assert.equal((await login('judy', passwordOf('judy'))).status, 401);
    await token('judy', 'another password');
  });

  it('that are disabled are refused, and come back when they are enabled', async () => {
    const { id, token: kim } = await user(admin, 'kim');
    await done('PATCH', `/v1/users/${id}`, admin, { enabled: false });
    assert.equal((await send('GET', '/v1/models', kim)).status, 401);
    assert.equal((await login('kim', passwordOf('kim'))).status, 401);
    await done('PATCH', `/v1/users/${id}`, admin, { enabled: true });
    assert.equal((await send('GET', '/v1/models', kim)).status, 200);
  });

  it('lose an admin’s rights with the role, at once', async () => {
    const { id, token: leo } = await user(admin, 'leo', { role: 'admin' });
    assert.equal((await send('GET', '/v1/users', leo)).status, 200);
    await done('PATCH', `/v1/users/${id}`, admin, { role: 'user' });
    assert.equal((await send('GET', '/v1/users', leo)).status, 403);
    assert.equal((await send('GET', '/v1/models', leo)).status, 200);
  });

  it('are never told a password or a hash', async () => {
    const { text } = await send('GET', '/v1/users', admin);
    assert.doesNotMatch(text, /argon2|password|sha256/);
  });
});

describe('without `auth: required`', () => {
  for (const auth of ['auth: none', 'auth: keys\napi_keys: [{ name: root, key_env: ROOT, verbs: [admin] }]'])
    it(`there are no accounts (${auth.slice(0, 10)})`, async () => {
      await using running = await runGateway(
        `${auth}\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n`,
        {
          env: { ROOT: 'key-root' },
        },
      );
      const { send, login } = accountCalls(() => running.url);
      for (const path of ['/v1/users', '/v1/keys']) {
        const answer = await send('GET', path, 'key-root');
        assert.equal(answer.status, 501);
        assert.equal(answer.json().error?.['code'], 'accounts_off');
      }
      assert.equal((await login('admin', 'x')).status, 501);
    });

  it('they begin when the configuration says so', async () => {
    const models = 'models: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';
    await using running = await runGateway(`auth: none\n${models}`, { adminPassword: ADMIN_PASSWORD });
    const { send, login } = accountCalls(() => running.url);
    await running.reconfigure(`auth: required\n${models}`);
    assert.equal((await send('GET', '/v1/models', null)).status, 401);
    for (let tries = 0; (await login('admin', ADMIN_PASSWORD)).status !== 200; tries++)
      assert.ok(tries < 5, 'the admin is there soon');
  });
});
