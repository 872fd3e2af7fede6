import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { CHAT, call, chat, until } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls } from './account-calls.ts';

describe('API keys', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  let admin: string;
  let alice: { readonly id: string; readonly token: string };
  let bob: { readonly id: string; readonly token: string };
  const { send, done, token, user, key } = accountCalls(() => running.url);
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    running = await runGateway(
      `
auth: required
api_keys: [{ name: ci, key_env: CI, verbs: [infer] }, { name: root, key_env: ROOT, verbs: [admin] }, { name: manager, key_env: MANAGER, verbs: [users] }]
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health, aliases: [nick] }
  other: { engine: openai, url: "${engine.url}", health_path: /health }
`,
      { env: { CI: 'key-ci', ROOT: 'key-root', MANAGER: 'key-manager' }, adminPassword: ADMIN_PASSWORD },
    );
    admin = await token('admin', ADMIN_PASSWORD);
    alice = await user(admin, 'alice');
    bob = await user(admin, 'bob');
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    await engine.stop();
  });

  const infer = (presented: string, model: string) =>
    call(running.url, CHAT, { body: chat(model), headers: { authorization: `Bearer ${presented}` } });

  it('are shown once, and known again by their first characters', async () => {
    const made = await done('POST', '/v1/keys', alice.token, { name: 'laptop' });
    const secret = String(made['key']);
    assert.match(secret, /^rh_[\w-]{48}$/);
    assert.ok(secret.startsWith(String(made['start'])));
    const { key: _secret, ...shown } = made;
    assert.deepEqual(await done('GET', `/v1/keys/${made['id']}`, alice.token), shown);
    const list = await send('GET', '/v1/keys', alice.token);
    assert.ok(!list.text.includes(secret));
    assert.deepEqual(
      { ...shown, id: '', start: '', created_at: '' },
      {
        id: '',
        object: 'api_key',
        name: 'laptop',
        user_id: alice.id,
        start: '',
        verbs: ['infer', 'read'],
        models: null,
        created_at: '',
        expires_at: null,
      },
    );
  });

  it('are taken as bearer and as x-api-key, on forwarded routes and on others', async () => {
    const { key: mine } = await key(alice.token);
    assert.equal((await infer(mine, 'tiny')).status, 200);
    const headers = { 'x-api-key': mine };
    assert.equal((await call(running.url, CHAT, { body: chat('tiny'), headers })).status, 200);
    assert.equal((await call(running.url, '/v1/models', { headers })).status, 200);
  });

  it('stand beside the keys of the config', async () => {
    assert.equal((await infer('key-ci', 'tiny')).status, 200);
    assert.equal((await infer('key-of-nobody', 'tiny')).status, 401);
  });

  it('may use their models only; the others are as if they were not there', async () => {
    const { key: mine } = await key(alice.token, { models: ['other'] });
    assert.equal((await infer(mine, 'other')).status, 200);
    const [hidden, absent] = [await infer(mine, 'tiny'), await infer(mine, 'nope')];
    assert.equal(hidden.status, 404);
    const told = (answer: typeof hidden) => String(answer.json().error?.['message']).replace(/"(tiny|nope)"/, '""');
    assert.equal(told(hidden), told(absent));
    const list = (await done('GET', '/v1/models', mine))['data'] as { id: string }[];
    assert.deepEqual(
      list.map(({ id }) => id),
      ['other'],
    );
  });

  it('name models by their own name where an alias was given', async () => {
    const made = await done('POST', '/v1/keys', alice.token, { name: 'k', models: ['nick', 'tiny'] });
    assert.deepEqual(made['models'], ['tiny']);
    assert.equal((await infer(String(made['key']), 'nick')).status, 200);
  });

  it('are not made for models that do not exist', async () => {
    const answer = await send('POST', '/v1/keys', alice.token, { name: 'k', models: ['tinny'] });
    assert.equal(answer.status, 404);
    assert.match(answer.text, /Near names: \\"tiny\\"|tiny/);
  });

  it('may do what their verbs say only', async () => {
    const { key: reads } = await key(alice.token, { verbs: ['read'] });
    assert.equal((await send('GET', '/v1/models', reads)).status, 200);
    assert.equal((await infer(reads, 'tiny')).status, 403);
  });

  for (const verb of ['admin', 'users', 'engines', 'lora', 'endpoints'])
    it(`cannot have a verb that their maker has not: ${verb}`, async () => {
      const answer = await send('POST', '/v1/keys', alice.token, { name: 'k', verbs: ['infer', verb] });
      assert.equal(answer.status, 403);
      assert.equal(answer.json().error?.['param'], 'verbs');
    });

  it('cannot have models that their maker has not', async () => {
    const { key: some } = await key(admin, { verbs: ['users', 'infer'], models: ['tiny'] });
    for (const user_id of [undefined, bob.id]) {
      const all = await send('POST', '/v1/keys', some, { name: 'k', user_id, verbs: ['infer'] });
      assert.deepEqual([all.status, all.json().error?.['param']], [403, 'models']);
      const other = await send('POST', '/v1/keys', some, { name: 'k', user_id, verbs: ['infer'], models: ['other'] });
      assert.equal(other.status, 404);
    }
    const { key: made } = await key(some, { verbs: ['infer'], models: ['tiny'] });
    assert.equal((await infer(made, 'tiny')).status, 200);
  });

  it('of an admin may have any verb, and lose what the admin loses', async () => {
    const { id, token: carol } = await user(admin, 'carol', { role: 'admin' });
    const { key: strong } = await key(carol, { verbs: ['users', 'infer'] });
    assert.equal((await send('GET', '/v1/users', strong)).status, 200);
    await done('PATCH', `/v1/users/${id}`, admin, { role: 'user' });
    assert.equal((await send('GET', '/v1/users', strong)).status, 403);
    assert.equal((await infer(strong, 'tiny')).status, 200);
  });

  it('make no keys, so that one which leaks makes none that outlives it', async () => {
    const { key: mine } = await key(alice.token);
    for (const [method, path] of [
      ['GET', '/v1/keys'],
      ['POST', '/v1/keys'],
      ['POST', '/token/revoke'],
    ] as const)
      assert.equal((await send(method, path, mine, { name: 'k' })).status, 403);
  });

  it('of somebody else are answered like ones that do not exist', async () => {
    const { id, key: theirs } = await key(alice.token);
    const absent = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const told = async (method: string, which: string) => {
      const { status, text } = await send(method, `/v1/keys/${which}`, bob.token);
      return [status, JSON.parse(text.replaceAll(which, 'ID')).error];
    };
    for (const method of ['GET', 'DELETE']) assert.deepEqual(await told(method, id), await told(method, absent));
    assert.equal((await told('GET', id))[0], 404);
    assert.equal((await infer(theirs, 'tiny')).status, 200, 'and stay');
    const list = await done('GET', `/v1/keys?user_id=${alice.id}`, bob.token);
    assert.deepEqual(list, { object: 'list', data: [], has_more: false });
    const notFor = await send('POST', '/v1/keys', bob.token, { name: 'k', user_id: alice.id });
    const notForNobody = await send('POST', '/v1/keys', bob.token, { name: 'k', user_id: 'usr_nobody' });
    assert.deepEqual([notFor.status, notForNobody.status], [404, 404]);
  });

  it('are made, seen and revoked for others by who manages users', async () => {
    const { id, key: theirs } = await key('key-root', { user_id: bob.id });
    assert.equal((await infer(theirs, 'tiny')).status, 200);
    assert.equal((await send('GET', `/v1/keys/${id}`, bob.token)).status, 200, 'it is his');
    const list = (await done('GET', `/v1/keys?user_id=${bob.id}`, admin))['data'] as { id: string }[];
    assert.ok(list.some((one) => one.id === id));
    await done('DELETE', `/v1/keys/${id}`, admin);
    assert.equal((await infer(theirs, 'tiny')).status, 401);
    const tooMuch = await send('POST', '/v1/keys', 'key-root', { name: 'k', user_id: bob.id, verbs: ['engines'] });
    assert.equal(tooMuch.status, 403, 'no more than its user may');
  });

  it('of an admin are revoked by that admin and by others, not by who manages users only', async () => {
    const manager = (await key(admin, { verbs: ['users'] })).key;
    const root = await user(admin, 'another-admin', { role: 'admin' });
    const theirs = await key(root.token);
    const refused = await send('DELETE', `/v1/keys/${theirs.id}`, 'key-manager');
    assert.equal(refused.status, 403, refused.text);
    assert.equal((await send('DELETE', `/v1/keys/${theirs.id}`, manager)).status, 403);
    await done('DELETE', `/v1/keys/${theirs.id}`, admin);
    await done('DELETE', `/v1/keys/${(await key(root.token)).id}`, root.token);
  });

  it('of the config have no keys of their own: they say whose they make', async () => {
    const answer = await send('POST', '/v1/keys', 'key-root', { name: 'k' });
    assert.equal(answer.status, 400);
    assert.equal(answer.json().error?.['param'], 'user_id');
  });

  it('are refused from the moment they are revoked', async () => {
    const { id, key: mine } = await key(alice.token);
    assert.equal((await infer(mine, 'tiny')).status, 200);
    assert.deepEqual(await done('DELETE', `/v1/keys/${id}`, alice.token), { id, object: 'api_key', deleted: true });
    assert.equal((await infer(mine, 'tiny')).status, 401);
    assert.equal((await send('DELETE', `/v1/keys/${id}`, alice.token)).status, 404);
  });

  it('are refused from the moment they expire', async () => {
    const expiresAt = new Date(Date.now() + 2_000).toISOString();
    const { key: mine } = await key(alice.token, { expires_at: expiresAt });
    assert.equal((await infer(mine, 'tiny')).status, 200);
    await until('it expires', async () => (await infer(mine, 'tiny')).status === 401);
    assert.ok(Date.now() >= Date.parse(expiresAt));
    const past = await send('POST', '/v1/keys', alice.token, { name: 'k', expires_at: '2020-01-01T00:00:00Z' });
    assert.equal(past.json().error?.['param'], 'expires_at');
  });

  it('expire in the year 9999 at last: what is later would be taken for expired by the cleaning', async () => {
    const until = (expires_at: string) => send('POST', '/v1/keys', alice.token, { name: 'k', expires_at });
    const last = await until('9999-12-31T23:59:59Z');
    assert.equal(last.json()['expires_at'], '9999-12-31T23:59:59.000Z');
    const beyond = await until('9999-12-31T23:59:59-01:00');
    assert.deepEqual([beyond.status, beyond.json().error?.['param']], [400, 'expires_at']);
  });

  it('of somebody who is not there cannot be made', async () => {
    const user_id = 'usr_0000000000000000000';
    const { status, json } = await send('POST', '/v1/keys', admin, { name: 'k', user_id });
    assert.deepEqual([status, json().error?.['param']], [404, 'user_id']);
  });

  it('are listed in pages', async () => {
    const { token: dora } = await user(admin, 'dora');
    for (const name of ['1', '2', '3']) await key(dora, { name });
    const first = await done('GET', '/v1/keys?limit=2', dora);
    const data = first['data'] as { id: string; name: string }[];
    assert.deepEqual([data.map(({ name }) => name), first['has_more']], [['1', '2'], true]);
    const rest = await done('GET', `/v1/keys?limit=2&after=${data[1]?.id}`, dora);
    assert.deepEqual(
      (rest['data'] as { name: string }[]).map(({ name }) => name),
      ['3'],
    );
  });

  it('never reach the engine', async () => {
    const { key: mine } = await key(alice.token);
    await infer(mine, 'tiny');
    for (const { headers } of await engine.requests()) assert.ok(!JSON.stringify(headers).includes('rh_'));
  });
});
