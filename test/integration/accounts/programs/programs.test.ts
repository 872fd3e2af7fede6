/** `roundhouse users` and `roundhouse db`, as programs of their own. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openStorage } from '../../../../server/platform/storage/index.ts';
import { findPostgres, type RunningPostgres, startPostgres } from '../../../real/postgres/start-postgres.ts';
import { runGateway } from '../../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls } from '../account-calls.ts';
import { configFolder, type MainResult, runMain } from './run-main.ts';

const YAML = 'auth: required\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';
const folderOf = (test: TestContext, yaml = YAML): string => configFolder(test, yaml);
const dataOf = (folder: string): string => join(folder, 'roundhouse-data');

describe('roundhouse users add', () => {
  it('makes an admin with the password from standard input, who can log in then', async (test) => {
    const folder = folderOf(test);
    const { code, out, err } = await runMain(['users', 'add', 'root', '--admin'], folder, 'a long password\n');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^usr_\w+: admin "root" added\n$/);
    let said = '';
    await using running = await runGateway(YAML, { dataDir: dataOf(folder), say: (text) => (said += text) });
    const { token, done } = accountCalls(() => running.url);
    await done('GET', '/v1/users', await token('root', 'a long password'));
    assert.equal(said, '', 'there is an admin: no set-up token');
  });

  it('works while a gateway runs, and ends its set-up token', async (test) => {
    const folder = folderOf(test);
    let said = '';
    await using running = await runGateway(YAML, { dataDir: dataOf(folder), say: (text) => (said += text) });
    const { token, send } = accountCalls(() => running.url);
    assert.equal((await runMain(['users', 'add', 'root', '--admin'], folder, 'a long password')).code, 0);
    await token('root', 'a long password');
    const setup = /rh_\S+/.exec(said)?.[0] ?? '';
    assert.equal((await send('GET', '/v1/users', setup)).status, 401);
  });

  it('makes users that are no admins without the flag', async (test) => {
    const { code, out } = await runMain(['users', 'add', 'alice'], folderOf(test), 'a long password\r\n');
    assert.equal(code, 0);
    assert.match(out, /user "alice" added/);
  });

  for (const [what, args, input, code, message] of [
    ['no name', ['users', 'add'], '', 2, /add NAME is needed/],
    ['another word', ['users', 'remove', 'a'], '', 2, /add NAME is needed/],
    ['a password as an argument', ['users', 'add', 'a', 'my password'], '', 2, /add NAME is needed/],
    ['an option that there is not', ['users', 'add', 'a', '--password=x'], '', 2, /Unknown option/],
    ['no password', ['users', 'add', 'a'], '', 2, /no password was given/],
    ['a short password', ['users', 'add', 'a'], 'short\n', 2, /must have 8 to 1024/],
    ['a name that cannot be one', ['users', 'add', 'a/b'], 'a long password\n', 2, /must begin with a letter/],
  ] as const)
    it(`refuses ${what}`, async (test) => {
      const result = await runMain(args, folderOf(test), input);
      assert.equal(result.code, code, result.err);
      assert.match(result.err, message);
    });

  it('refuses a name that is taken', async (test) => {
    const folder = folderOf(test);
    await runMain(['users', 'add', 'a'], folder, 'a long password\n');
    const { code, err } = await runMain(['users', 'add', 'a'], folder, 'a long password\n');
    assert.equal(code, 1);
    assert.match(err, /There is a user "a" already/);
  });

  it('says where accounts do not count', async (test) => {
    const { code, err } = await runMain(
      ['users', 'add', 'a'],
      folderOf(test, YAML.replace(/^.*\n/, '')),
      'a long password',
    );
    assert.equal(code, 0);
    assert.match(err, /auth: required/);
  });

  it('leaves no trace of the password in the database', async (test) => {
    const folder = folderOf(test);
    await runMain(['users', 'add', 'a', '--admin'], folder, 'a long password\n');
    for (const name of readdirSync(dataOf(folder)))
      assert.ok(!readFileSync(join(dataOf(folder), name)).includes('a long password'), name);
  });
});

describe('a program that finds the database locked', () => {
  const holder = new URL('../../../unit/platform/storage/locking-child.ts', import.meta.url).pathname;

  /** What the program ends with, where the database is let go when it has had time to give up. */
  async function whileLocked(test: TestContext, args: readonly string[], input = ''): Promise<MainResult> {
    const folder = folderOf(test);
    await runMain(['db', 'migrate'], folder);
    const locker = spawn(process.execPath, [holder, join(dataOf(folder), 'roundhouse.db')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    test.after(() => locker.kill('SIGKILL'));
    await once(locker.stdout, 'data');
    const running = runMain(args, folder, input);
    await Promise.race([running, setTimeout(1500)]);
    locker.stdin.end();
    return running;
  }

  it('adds the user when it is let go', async (test) => {
    const { code, out, err } = await whileLocked(test, ['users', 'add', 'alice'], 'a long password\n');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /user "alice" added/);
  });

  it('migrates when it is let go', async (test) => {
    const { code, out, err } = await whileLocked(test, ['db', 'migrate']);
    assert.deepEqual([code, out, err], [0, 'The database is up to date.\n', '']);
  });
});

describe('roundhouse db', () => {
  it('migrate makes the tables, and says so once', async (test) => {
    const folder = folderOf(test);
    const first = await runMain(['db', 'migrate'], folder);
    assert.deepEqual([first.code, first.err], [0, '']);
    assert.match(first.out, /brought up to date:\n {2}0001-lora-adapters\n {2}0002-accounts\n( {2}\d{4}-\S+\n)*$/);
    assert.match(first.out, /\n {2}0001-conversations\n/, 'of memory.db too');
    assert.equal((await runMain(['db', 'migrate'], folder)).out, 'The database is up to date.\n');
  });

  it('backup copies what is there while a gateway writes, for its owner only', async (test) => {
    const folder = folderOf(test);
    await using running = await runGateway(YAML, { dataDir: dataOf(folder), adminPassword: ADMIN_PASSWORD });
    const { token, user } = accountCalls(() => running.url);
    const admin = await token('admin', ADMIN_PASSWORD);
    await user(admin, 'before');
    const target = join(folder, 'copy', 'roundhouse.db');
    const missing = await runMain(['db', 'backup', target], folder);
    assert.equal(missing.code, 1);
    assert.match(missing.err, /there is no folder .*copy; make it first/);
    const [{ code, err }] = await Promise.all([
      runMain(['db', 'backup', 'copy.db'], folder),
      user(admin, 'during').then(() => user(admin, 'during-2')),
    ]);
    assert.equal(code, 0, err);
    assert.equal(statSync(join(folder, 'copy.db')).mode & 0o777, 0o600);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('partial')),
      [],
    );

    const restored = folderOf(test);
    await (await openStorage({ dataDir: dataOf(restored), databaseUrl: null })).close();
    writeFileSync(join(dataOf(restored), 'roundhouse.db'), readFileSync(join(folder, 'copy.db')));
    await using again = await runGateway(YAML, { dataDir: dataOf(restored) });
    await accountCalls(() => again.url).token('before');
  });

  it('backup takes along what is remembered, from which all is had back', async (test) => {
    const folder = folderOf(test);
    await using running = await runGateway(YAML, { dataDir: dataOf(folder), adminPassword: ADMIN_PASSWORD });
    const { token, user, done } = accountCalls(() => running.url);
    const alice = await user(await token('admin', ADMIN_PASSWORD), 'alice');
    const items = [{ role: 'user', content: 'a word to be remembered' }];
    const { id } = await done('POST', '/v1/conversations', alice.token, { items });
    mkdirSync(join(folder, 'kept'));
    assert.equal((await runMain(['db', 'backup', 'kept'], folder)).code, 0);
    assert.deepEqual(readdirSync(join(folder, 'kept')).sort(), ['memory.db', 'roundhouse.db']);
    assert.equal((await runMain(['db', 'backup', 'copy.db'], folder)).code, 0);
    assert.equal(statSync(join(folder, 'copy-memory.db')).mode & 0o777, 0o600);

    for (const [users, memory] of [
      ['kept/roundhouse.db', 'kept/memory.db'],
      ['copy.db', 'copy-memory.db'],
    ] as const) {
      const restored = folderOf(test);
      mkdirSync(dataOf(restored));
      copyFileSync(join(folder, users), join(dataOf(restored), 'roundhouse.db'));
      copyFileSync(join(folder, memory), join(dataOf(restored), 'memory.db'));
      await using again = await runGateway(YAML, { dataDir: dataOf(restored) });
      const calls = accountCalls(() => again.url);
      const said = await calls.done('GET', `/v1/conversations/${id}/items`, await calls.token('alice'));
      assert.match(JSON.stringify(said), /a word to be remembered/);
    }
  });

  it('backup overwrites nothing, and leaves nothing where one of its files is taken', async (test) => {
    const folder = folderOf(test);
    await runMain(['db', 'migrate'], folder);
    for (const [taken, asked] of [
      ['mine', 'mine'],
      ['copy-memory.db', 'copy.db'],
      ['kept/memory.db', 'kept'],
    ] as const) {
      mkdirSync(dirname(join(folder, taken)), { recursive: true });
      writeFileSync(join(folder, taken), 'mine');
      const before = readdirSync(folder, { recursive: true });
      const { code, err } = await runMain(['db', 'backup', asked], folder);
      assert.equal(code, 1);
      assert.match(err, /exists already/);
      assert.equal(readFileSync(join(folder, taken), 'utf8'), 'mine');
      assert.deepEqual(readdirSync(folder, { recursive: true }), before);
    }
  });

  it('backup copies the one file of a data directory that remembers nothing yet', async (test) => {
    const folder = folderOf(test);
    await runMain(['db', 'migrate'], folder);
    for (const name of readdirSync(dataOf(folder))) if (name.startsWith('memory')) rmSync(join(dataOf(folder), name));
    const { code, out } = await runMain(['db', 'backup', 'copy.db'], folder);
    assert.equal(code, 0);
    assert.match(out, /copy\.db: \d+ pages\n$/);
    assert.ok(!existsSync(join(folder, 'copy-memory.db')) && !existsSync(join(dataOf(folder), 'memory.db')));
  });

  it('backup takes what ends in a slash for a folder, also where there is none', async (test) => {
    const folder = folderOf(test);
    await runMain(['db', 'migrate'], folder);
    const { code, err } = await runMain(['db', 'backup', 'kept/'], folder);
    assert.equal(code, 1);
    assert.match(err, /there is no folder .*kept; make it first/);
    assert.ok(!existsSync(join(folder, 'kept')));
    mkdirSync(join(folder, 'kept'));
    assert.equal((await runMain(['db', 'backup', 'kept/'], folder)).code, 0);
    assert.deepEqual(readdirSync(join(folder, 'kept')).sort(), ['memory.db', 'roundhouse.db']);
  });

  it('backup copies no damaged file, and none without the other', async (test) => {
    const folder = folderOf(test);
    await runMain(['db', 'migrate'], folder);
    writeFileSync(join(dataOf(folder), 'memory.db'), 'no database at all, but long enough to be looked at');
    mkdirSync(join(folder, 'kept'));
    const { code, err } = await runMain(['db', 'backup', 'kept'], folder);
    assert.equal(code, 1);
    assert.match(err, /The backup was not made: its content is damaged/);
    assert.deepEqual(readdirSync(join(folder, 'kept')), []);
  });

  it('backup makes no database where there is none', async (test) => {
    const folder = folderOf(test);
    const { code, err } = await runMain(['db', 'backup', 'copy.db'], folder);
    assert.equal(code, 1);
    assert.match(err, /The backup was not made: there is no .*roundhouse\.db/);
    assert.ok(!existsSync(join(folder, 'copy.db')) && !existsSync(join(dataOf(folder), 'roundhouse.db')));
  });

  for (const args of [
    ['db'],
    ['db', 'restore'],
    ['db', 'backup'],
    ['db', 'backup', ''],
    ['db', 'backup', 'a', 'b'],
    ['db', 'migrate', 'x'],
  ])
    it(`refuses \`${args.join(' ')}\``, async (test) => {
      const { code, err } = await runMain(args, folderOf(test));
      assert.equal(code, 2);
      assert.match(err, /roundhouse db migrate/);
    });

  it('says what is wrong with the configuration', async (test) => {
    const { code, err } = await runMain(['db', 'migrate'], folderOf(test, 'auth: requierd\nmodels: {}\n'));
    assert.equal(code, 2);
    assert.match(err, /auth/);
  });
});

const found = findPostgres();

describe('roundhouse with a Postgres', { skip: found.skip }, () => {
  let server: RunningPostgres;
  before(async () => {
    server = await startPostgres(found.folder ?? '');
  });
  after(() => server[Symbol.asyncDispose]());

  it('migrates, adds users there, and leaves backups to pg_dump', async (test) => {
    const folder = folderOf(test, `database_url_env: DATABASE_URL\n${YAML}`);
    const env = { DATABASE_URL: await server.database() };
    assert.match((await runMain(['db', 'migrate'], folder, '', env)).out, /0002-accounts/);
    assert.equal((await runMain(['users', 'add', 'root', '--admin'], folder, 'a long password', env)).code, 0);
    const users = await server.sql(env.DATABASE_URL, 'select name, role, password_hash from users');
    assert.deepEqual([users.rows[0].name, users.rows[0].role], ['root', 'admin']);
    assert.match(users.rows[0].password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const backup = await runMain(['db', 'backup', 'copy.db'], folder, '', env);
    assert.equal(backup.code, 2);
    assert.match(backup.err, /pg_dump/);
    assert.deepEqual(readdirSync(dataOf(folder)), [], 'no SQLite file is made beside it');
  });

  it('refuses a database that a newer version has written', async (test) => {
    const folder = folderOf(test, `database_url_env: DATABASE_URL\n${YAML}`);
    const env = { DATABASE_URL: await server.database() };
    await runMain(['db', 'migrate'], folder, '', env);
    await server.sql(env.DATABASE_URL, `insert into kysely_migration values ('9999-from-the-future', '2040-01-01')`);
    const { code, err } = await runMain(['db', 'migrate'], folder, '', env);
    assert.equal(code, 1);
    assert.match(err, /newer version of Roundhouse \(it has "9999-from-the-future"\)/);
  });
});
