/** The Postgres side of the storage alone: what a SQLite file cannot do, or does otherwise. */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { after, before, describe, it, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { AppError } from '../../../server/platform/errors.ts';
import { openStorage, type StorageDatabase } from '../../../server/platform/storage/index.ts';
import { startLink } from './link.ts';
import { findPostgres, type RunningPostgres, startPostgres } from './start-postgres.ts';

const found = findPostgres();

async function until(what: string, check: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!check()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a Postgres as storage', { skip: found.skip }, () => {
  let server: RunningPostgres;
  before(async () => {
    server = await startPostgres(found.folder ?? '');
  });
  after(() => server[Symbol.asyncDispose]());

  async function opened(test: TestContext, url?: string): Promise<StorageDatabase> {
    const database = await openStorage({ dataDir: tmpdir(), databaseUrl: url ?? (await server.database()) });
    test.after(() => database.close());
    return database;
  }

  it('gives counters as numbers, and leaves other types alone', async (test) => {
    const database = await opened(test);
    const { rows } = await database.run((db) =>
      sql`select 9007199254740991::int8 as big, 7::int4 as small, 'x' as word, null::int8 as none, true as yes`.execute(
        db,
      ),
    );
    assert.deepEqual(rows, [{ big: Number.MAX_SAFE_INTEGER, small: 7, word: 'x', none: null, yes: true }]);
  });

  it('lets another program that uses pg in this process have its own types', async (test) => {
    await opened(test);
    const url = await server.database();
    assert.deepEqual((await server.sql(url, 'select 1::int8 as big')).rows, [{ big: '1' }]);
  });

  it('passes on what the work itself says, and does not take it for a fault', async (test) => {
    const database = await opened(test);
    const said = new AppError('user_conflict', 'mine');
    await assert.rejects(
      database.run(async () => {
        throw said;
      }),
      said,
    );
    assert.equal(database.health(), null);
  });

  it('undoes a transaction whose work says no', async (test) => {
    const database = await opened(test);
    await assert.rejects(
      database.run((db) =>
        db.transaction().execute(async (tables) => {
          await tables.updateTable('account_changes').set({ version: 99 }).execute();
          throw new AppError('user_conflict', 'no');
        }),
      ),
      { code: 'user_conflict' },
    );
    const row = await database.run((db) => db.selectFrom('account_changes').select('version').executeTakeFirst());
    assert.deepEqual(row, { version: 0 });
  });

  it('does work again that lost against another transaction', async (test) => {
    const database = await opened(test);
    let tries = 0;
    const result = await database.run(async (db) => {
      tries += 1;
      if (tries < 3) await sql`do $$ begin raise serialization_failure; end $$`.execute(db);
      return tries;
    });
    assert.equal(result, 3);
    assert.equal(database.health(), null);
  });

  it('does not do other work again', async (test) => {
    const database = await opened(test);
    let tries = 0;
    const work = database.run(async (db) => {
      tries += 1;
      await sql`select 1 / 0`.execute(db);
    });
    await assert.rejects(work, { code: 'storage_unavailable' });
    assert.equal(tries, 1);
  });

  it('counts concurrent changes one after the other', async (test) => {
    const url = await server.database();
    const both = [await opened(test, url), await opened(test, url)];
    const add = (database: StorageDatabase) =>
      database.run((db) =>
        db
          .updateTable('account_changes')
          .set(({ eb }) => ({ version: eb('version', '+', 1) }))
          .execute(),
      );
    await Promise.all(Array.from({ length: 40 }, (_, i) => add(both[i % 2] as StorageDatabase)));
    const row = await both[0]?.run((db) => db.selectFrom('account_changes').select('version').executeTakeFirst());
    assert.deepEqual(row, { version: 40 });
  });

  it('says that it is down without being used, and that it is back', async (test) => {
    const own = await startPostgres(found.folder ?? '');
    test.after(() => own[Symbol.asyncDispose]());
    const database = await opened(test, await own.database());
    assert.equal(database.health(), null);
    await own.stop();
    await until('it is seen', () => database.health() !== null);
    assert.match(database.health() ?? '', /^the database: its server /);
    await assert.rejects(
      database.run((db) => sql`select 1`.execute(db)),
      { code: 'storage_unavailable', message: /its server/ },
    );
    await own.start();
    await until('it is back', () => database.health() === null);
  });

  it('finds out by itself that it is back', async (test) => {
    const own = await startPostgres(found.folder ?? '');
    test.after(() => own[Symbol.asyncDispose]());
    const url = await own.database();
    const database = await opened(test, url);
    await own.stop();
    await assert.rejects(database.run((db) => sql`select 1`.execute(db)));
    await own.start();
    const answered = `select count(*)::int4 as asked from pg_stat_activity
      where application_name = 'roundhouse' and state = 'idle' and query = 'select 1'`;
    let asked = 0;
    for (let i = 0; i < 500 && asked === 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      asked = (await own.sql(url, answered)).rows[0].asked;
    }
    // The answer has come by the time that another one has.
    await own.sql(url, 'select 2');
    assert.equal(database.health(), null);
  });

  it('that cannot be written says so for as long, however often it is read, and finds out when it can', async (test) => {
    const url = await server.database();
    const database = await opened(test, url);
    const setReadOnly = async (on: boolean): Promise<void> => {
      await server.sql(url, `alter system set default_transaction_read_only = ${on}`);
      await server.sql(url, 'select pg_reload_conf()');
    };
    test.after(() => setReadOnly(false));
    const read = () => database.run((db) => db.selectFrom('users').select('id').execute());
    const write = () => database.run((db) => db.updateTable('account_changes').set({ version: 7 }).execute());
    await setReadOnly(true);
    await until('it is refused', () => {
      void write().catch(() => {});
      return database.health() !== null;
    });
    const end = performance.now() + 3000;
    while (performance.now() < end) {
      await read();
      assert.match(database.health() ?? '', /cannot be opened for writing \(25006\)/);
    }
    await setReadOnly(false);
    await until('it can be written', () => database.health() === null);
    await write();
  });

  it('outlives a connection that is cut while its statement is under way', async (test) => {
    const own = await startPostgres(found.folder ?? '');
    test.after(() => own[Symbol.asyncDispose]());
    const url = await own.database();
    const database = await opened(test, url);
    const cut = database.run((db) => sql`select pg_sleep(60)`.execute(db));
    const refused = assert.rejects(cut, { code: 'storage_unavailable' });
    const sleeping = `select pid from pg_stat_activity where query like 'select pg_sleep%'`;
    let pid: number | undefined;
    for (let i = 0; i < 100 && pid === undefined; i++) pid = (await own.sql(url, sleeping)).rows[0]?.pid;
    assert.ok(pid !== undefined);
    process.kill(pid, 'SIGKILL');
    await refused;
    await until('it is back', () => database.health() === null);
  });

  it('gives up connections of which nothing comes any more, and goes on by new ones', async (test) => {
    const between = await startLink(await server.database());
    test.after(() => between.close());
    const database = await opened(test, between.url);
    const one = (): Promise<unknown> => database.run((db) => sql`select 1`.execute(db));
    await Promise.all([one(), one(), one()]);
    between.silence();
    await assert.rejects(one(), { code: 'storage_unavailable' });
    const from = performance.now();
    await Promise.all([one(), one(), one()]).catch(() => {});
    await one();
    assert.ok(performance.now() - from < 8_000);
    await until('it is well', () => database.health() === null);
  });

  it('refuses a database that is not there, and a user without rights, naming neither password nor host', async () => {
    const url = await server.database();
    // Since Postgres 15 only the owner of a database makes tables in it without being allowed to.
    await server.sql(
      url,
      `create role guest login password 'only-for-tests'; revoke create on schema public from public`,
    );
    for (const [wrong, message] of [
      [url.replace(/[^/]+$/, 'no_such_database'), /has no such database/],
      [url.replace('owner:', 'stranger:'), /refuses the user or the password/],
      [
        url.replace('owner:', 'guest:'),
        /its user may not make or use tables there: .* owner of the database \(42501\)/,
      ],
    ] as const)
      await assert.rejects(openStorage({ dataDir: tmpdir(), databaseUrl: wrong }), (error: AppError) => {
        assert.equal(error.code, 'storage_unavailable');
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /only-for-tests|127\.0\.0\.1/);
        return true;
      });
  });

  it('leaves what else is in the database alone', async (test) => {
    const url = await server.database();
    await server.sql(url, 'create table notes (text text); insert into notes values (1)');
    await opened(test, url);
    assert.equal((await server.sql(url, 'select * from notes')).rowCount, 1);
  });

  it('closes its connections', async () => {
    const url = await server.database();
    const database = await openStorage({ dataDir: tmpdir(), databaseUrl: url });
    await database.run((db) => sql`select 1`.execute(db));
    await database.close();
    const left = `select count(*)::int4 as open from pg_stat_activity where application_name = 'roundhouse' and datname = current_database()`;
    let open = 1;
    for (let i = 0; i < 100 && open > 0; i++) open = (await server.sql(url, left)).rows[0].open;
    assert.equal(open, 0);
  });
});
