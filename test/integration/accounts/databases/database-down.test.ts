/** A database that does not answer: who is known goes on, of the others nothing is said, and nothing is lost. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DATABASE_NAME } from '../../../../server/platform/storage/index.ts';
import { type FakeEngine, startFake } from '../../../fakes/start-fake.ts';
import { findPostgres, type RunningPostgres, startPostgres } from '../../../real/postgres/start-postgres.ts';
import { CHAT, call, chat, until } from '../../gateway/requests.ts';
import { runGateway } from '../../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls, bearer } from '../account-calls.ts';

const found = findPostgres();

const models = (url: string): string => `models: { tiny: { engine: openai, url: "${url}", health_path: /health } }\n`;

describe('a Postgres that is down', { skip: found.skip }, () => {
  let server: RunningPostgres;
  let engine: FakeEngine;
  before(async () => {
    server = await startPostgres(found.folder ?? '');
    engine = await startFake(['--kind', 'openai']);
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
    await engine.stop();
  });

  /** A gateway that has answered its user. `infer`: she asks, and gets this status; `used`: by model and day. */
  async function gatewayOfAlice() {
    const url = await server.database();
    const yaml = `auth: required\ndatabase_url_env: DATABASE_URL\n${models(engine.url)}`;
    await using stack = new AsyncDisposableStack();
    const running = stack.use(await runGateway(yaml, { env: { DATABASE_URL: url }, adminPassword: ADMIN_PASSWORD }));
    const calls = accountCalls(() => running.url);
    const alice = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice');
    const infer = async (): Promise<number> =>
      (await call(running.url, CHAT, { body: chat('tiny'), headers: bearer(alice.token) })).status;
    assert.equal(await infer(), 200);
    const used = async () => (await calls.done('GET', '/v1/usage', alice.token))['data'] as { requests: number }[];
    const held = stack.move();
    return { url, calls, alice, infer, used, [Symbol.asyncDispose]: () => held.disposeAsync() };
  }

  it('lets known keys go on and answers 503 to the others, until it is back', async () => {
    const url = await server.database();
    const yaml = `
auth: required
database_url_env: DATABASE_URL
api_keys: [{ name: ci, key_env: CI, verbs: [infer] }]
models: { tiny: { engine: openai, url: "${engine.url}", health_path: /health } }
`;
    const options = { env: { DATABASE_URL: url, CI: 'key-ci' }, adminPassword: ADMIN_PASSWORD };
    await using running = await runGateway(yaml, options);
    const calls = accountCalls(() => running.url);
    const infer = async (key: string): Promise<number> =>
      (await call(running.url, CHAT, { body: chat('tiny'), headers: bearer(key) })).status;
    const admin = await calls.token('admin', ADMIN_PASSWORD);
    const alice = await calls.user(admin, 'alice');
    const [known, unknown] = [await calls.key(alice.token), await calls.key(alice.token)];
    assert.equal(await infer(known.key), 200);
    const idle = await calls.user(admin, 'idle');
    const limited = await calls.user(admin, 'limited', { gen_token_limit: 1000 });
    for (const { token } of [idle, limited]) await calls.done('GET', '/v1/users/me', token);
    await server.stop();
    await until('/ready says so', async () => (await call(running.url, '/ready')).status === 503);

    const ready = await call(running.url, '/ready');
    assert.match(ready.text, /"name":"storage","ok":false,"reason":"the database: its server/);
    assert.ok(!ready.text.includes('only-for-tests') && !ready.text.includes('127.0.0.1'));
    for (let i = 0; i < 3; i++) assert.equal(await infer(known.key), 200);
    assert.equal(await infer(idle.token), 200, 'known, without limits, and asks for the first time');
    assert.equal(await infer(limited.token), 503, 'nothing is set aside for him here');
    assert.equal(await infer('key-ci'), 200, 'a key of the config needs no database');
    assert.equal(await infer(unknown.key), 503, 'never 401: it may be a good one');
    assert.equal(await infer('rh_no-key-of-ours'), 401, 'what cannot be a key of ours is none');
    const refused = await calls.send('POST', '/v1/keys', alice.token, { name: 'k' });
    assert.equal(refused.json().error?.['code'], 'storage_unavailable');
    assert.equal((await calls.login('alice', 'password of alice')).status, 503);

    await server.start();
    await until('it is ready again', async () => (await call(running.url, '/ready')).status === 200);
    assert.equal(await infer(unknown.key), 200);
    assert.equal(await infer(limited.token), 200);
    const used = async () => (await calls.done('GET', '/v1/usage', idle.token))['data'] as { requests: number }[];
    await until('what was used meanwhile is charged', async () => (await used())[0]?.requests === 1);
    await calls.done('PATCH', `/v1/users/${idle.id}`, admin, { gen_token_limit: 1 });
    await until('a limit that is set holds', async () => (await infer(idle.token)) === 429);
    await calls.token('alice');
    assert.equal(await infer(known.key), 200);
  });

  it('that has its tables locked for three seconds lets known keys go on, has others wait, and loses nothing', async () => {
    await using gateway = await gatewayOfAlice();
    const { url, calls, alice, infer, used } = gateway;
    const all = 'users, credentials, account_changes, usage_records, usage_days, rate_limits, quota_slices';
    let isLocked = true;
    const locked = server
      .sql(url, `begin; lock table ${all} in access exclusive mode; select pg_sleep(3); commit`)
      .then(() => (isLocked = false));
    const holds = `select count(*)::int4 as held from pg_locks where mode = 'AccessExclusiveLock' and granted and relation is not null`;
    await until('it is locked', async () => (await server.sql(url, holds)).rows[0].held > 0);
    const making = calls.key(alice.token);
    let asked = 1;
    for (; isLocked; asked++) assert.equal(await infer(), 200);
    await locked;
    const { key } = await making;
    assert.equal((await calls.send('GET', '/v1/models', key)).status, 200);
    assert.ok(asked > 10, `${asked}`);
    await until('all is charged', async () => (await used())[0]?.requests === asked);
  });

  it('whose disk is full lets known keys go on, says so, and has everything when there is room', async () => {
    await using gateway = await gatewayOfAlice();
    const { url, calls, alice, infer, used } = gateway;
    await until('it is charged', async () => (await used())[0]?.requests === 1);
    const tables = ['usage_records', 'credentials'];
    await server.sql(
      url,
      `create function full_disk() returns trigger language plpgsql as
         $$ begin raise exception 'no space left' using errcode = 'disk_full'; end $$;
       ${tables.map((table) => `create trigger full_disk before insert on ${table} execute function full_disk();`).join('')}`,
    );
    for (let i = 0; i < 20; i++) assert.equal(await infer(), 200);
    const refused = await calls.send('POST', '/v1/keys', alice.token, { name: 'k' });
    assert.equal(refused.status, 503);
    assert.match(String(refused.json().error?.['message']), /the disk is full \(53100\)/);
    await server.sql(url, tables.map((table) => `drop trigger full_disk on ${table};`).join(''));
    await until('all is charged', async () => (await used())[0]?.requests === 21);
    await calls.key(alice.token);
  });

  it('when accounts are asked for by a reload has them when it is back, and nobody goes uncounted', async () => {
    const url = await server.database();
    const rest = `database_url_env: DATABASE_URL\n${models(engine.url)}`;
    const options = { env: { DATABASE_URL: url }, adminPassword: ADMIN_PASSWORD };
    await using running = await runGateway(`auth: none\n${rest}`, options);
    const calls = accountCalls(() => running.url);
    const infer = async (token: string): Promise<number> =>
      (await call(running.url, CHAT, { body: chat('tiny'), headers: bearer(token) })).status;
    await server.stop();
    await running.reconfigure(`auth: required\n${rest}`);
    assert.equal((await calls.login('admin', ADMIN_PASSWORD)).status, 503);
    await server.start();
    await until('there is an admin', async () => (await calls.login('admin', ADMIN_PASSWORD)).status === 200, 15_000);
    const alice = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice', { gen_token_limit: 1 });
    await until('it is counted', async () => (await infer(alice.token)) === 429, 15_000);
    await calls.done('GET', '/v1/users/me', alice.token);
  });

  it('does not let a gateway start, and is not named with its password', async () => {
    const yaml =
      'auth: required\ndatabase_url_env: DATABASE_URL\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';
    const url = (await server.database()).replace(/:only-for-tests@/, ':wrong-password@');
    await assert.rejects(runGateway(yaml, { env: { DATABASE_URL: url } }), (error: Error) => {
      assert.match(error.message, /refuses the user or the password/);
      assert.ok(!error.message.includes('wrong-password'));
      return true;
    });
    const nowhere = 'postgres://a:secret-word@127.0.0.1:1/x';
    await assert.rejects(runGateway(yaml, { env: { DATABASE_URL: nowhere } }), (error: Error) => {
      assert.match(error.message, /does not answer/);
      assert.ok(!`${error.message}${error.stack}`.includes('secret-word'));
      return true;
    });
  });
});

describe('a SQLite file that is locked for three seconds', () => {
  it('lets known keys go on, has others wait, and loses nothing', async (test) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-locked-'));
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    const engine = await startFake(['--kind', 'openai']);
    test.after(() => engine.stop());
    const yaml = `auth: required\nmodels: { tiny: { engine: openai, url: "${engine.url}", health_path: /health } }\n`;
    await using running = await runGateway(yaml, { dataDir, adminPassword: ADMIN_PASSWORD });
    const calls = accountCalls(() => running.url);
    const alice = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice');
    const infer = async (): Promise<number> =>
      (await call(running.url, CHAT, { body: chat('tiny'), headers: bearer(alice.token) })).status;
    assert.equal(await infer(), 200);

    const program = new URL('../../../unit/platform/storage/locking-child.ts', import.meta.url).pathname;
    const locker = spawn(process.execPath, [program, join(dataDir, DATABASE_NAME)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    test.after(() => locker.kill('SIGKILL'));
    await once(locker.stdout as NodeJS.ReadableStream, 'data');
    const letGo = performance.now() + 3_000;
    const making = calls.key(alice.token);
    while (performance.now() < letGo) assert.equal(await infer(), 200);
    locker.stdin?.end();
    const { key } = await making;
    assert.equal((await calls.send('GET', '/v1/models', key)).status, 200);
  });
});
