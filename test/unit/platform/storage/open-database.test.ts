import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { AppError } from '../../../../server/platform/errors.ts';
import { DATABASE_NAME, openDatabase } from '../../../../server/platform/storage/index.ts';
import { dataDir, insert, names, opened } from './database-folder.ts';

async function refused(dir: string): Promise<AppError> {
  const error = await openDatabase({ dataDir: dir }).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AppError, `it was opened, or ${String(error)}`);
  assert.equal(error.code, 'storage_unavailable');
  return error;
}

function child(test: TestContext, program: string, argument: string): ChildProcess {
  const path = join(import.meta.dirname, program);
  const process_ = spawn(process.execPath, [path, argument], { stdio: ['pipe', 'pipe', 'inherit'] });
  test.after(() => process_.kill('SIGKILL'));
  return process_;
}

async function locked(test: TestContext, dir: string): Promise<ChildProcess> {
  const locker = child(test, 'locking-child.ts', join(dir, DATABASE_NAME));
  await once(locker.stdout as NodeJS.ReadableStream, 'data');
  return locker;
}

describe('the database', () => {
  it('is made where there is none, readable by its owner only', async (test) => {
    const dir = join(dataDir(test), 'new', 'place');
    const database = await opened(test, dir);
    await insert(database, 'a');
    for (const suffix of ['', '-wal', '-shm'])
      assert.equal(statSync(join(dir, DATABASE_NAME + suffix)).mode & 0o777, 0o600, suffix);
    assert.equal(database.health(), null);
  });

  it('takes away what others may read of one that was there', async (test) => {
    const dir = dataDir(test);
    await (await openDatabase({ dataDir: dir })).close();
    chmodSync(join(dir, DATABASE_NAME), 0o644);
    await opened(test, dir);
    assert.equal(statSync(join(dir, DATABASE_NAME)).mode & 0o777, 0o600);
  });

  it('keeps its rows', async (test) => {
    const dir = dataDir(test);
    const first = await openDatabase({ dataDir: dir });
    await insert(first, 'a');
    await first.close();
    assert.deepEqual(await names(await opened(test, dir)), ['a']);
  });

  it('writes each commit to the disk before it says so', async (test) => {
    const database = await opened(test, dataDir(test));
    const mode = await database.run((db) => sql<{ synchronous: number }>`pragma synchronous`.execute(db));
    assert.deepEqual(mode.rows, [{ synchronous: 2 }]);
  });

  it('has every row that was answered when the process is killed in the middle of writing', async (test) => {
    const dir = dataDir(test);
    for (let round = 0; round < 3; round++) {
      const writer = child(test, 'writing-child.ts', dir);
      const said: string[] = [];
      const lines = createInterface({ input: writer.stdout as NodeJS.ReadableStream });
      lines.on('line', (line) => {
        said.push(line);
        if (said.length === 20 + round) writer.kill('SIGKILL');
      });
      await Promise.all([once(writer, 'exit'), once(lines, 'close')]);
      const database = await openDatabase({ dataDir: dir });
      const kept = new Set(await names(database));
      assert.ok(said.length >= 20 && said.every((name) => kept.has(name)), `${said.length} said, ${kept.size} kept`);
      await database.run(async (db) => void (await db.deleteFrom('lora_adapters').execute()));
      await database.close();
    }
  });
});

describe('a file that is not our database', () => {
  for (const [what, spoil] of [
    [
      'is something else',
      (path: string) => writeFileSync(path, 'this is no database, and longer than a header'.repeat(50)),
    ],
    ['was cut off', (path: string) => truncateSync(path, 9000)],
    ['has a damaged page', (path: string) => damage(path)],
  ] as const)
    it(`is refused and left as it is where it ${what}`, async (test) => {
      const dir = dataDir(test);
      const path = join(dir, DATABASE_NAME);
      await (await openDatabase({ dataDir: dir })).close();
      spoil(path);
      const before = readFileSync(path);
      const error = await refused(dir);
      assert.match(error.message, /is damaged|cannot be used: its content is damaged/);
      assert.match(error.message, /left as it is/);
      assert.ok(readFileSync(path).equals(before));
    });

  it('is refused where a newer version wrote it, naming what is not known', async (test) => {
    const dir = dataDir(test);
    await (await openDatabase({ dataDir: dir })).close();
    const newer = new Database(join(dir, DATABASE_NAME));
    newer.exec(`insert into kysely_migration values ('9999-from-the-future', '2040-01-01')`);
    newer.close();
    const before = readFileSync(join(dir, DATABASE_NAME));
    assert.match((await refused(dir)).message, /newer version of Roundhouse.*9999-from-the-future/);
    assert.ok(readFileSync(join(dir, DATABASE_NAME)).equals(before));
  });

  it('is refused where another program made it', async (test) => {
    const dir = dataDir(test);
    const other = new Database(join(dir, DATABASE_NAME));
    other.exec('create table notes (text)');
    other.close();
    assert.match((await refused(dir)).message, /of another program/);
  });

  it('is refused where it is a folder', async (test) => {
    const dir = dataDir(test);
    mkdirSync(join(dir, DATABASE_NAME));
    assert.match((await refused(dir)).message, /cannot be used/);
  });
});

/** Bytes in the middle, so that the header stays whole. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xff, 4096, 4096 + 512);
  writeFileSync(path, bytes);
}

describe('a database that cannot be used now', () => {
  it('is waited for while another process holds it, and everything else goes on', async (test) => {
    const dir = dataDir(test);
    const database = await opened(test, dir);
    const locker = await locked(test, dir);
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
      if (ticks === 30) locker.stdin?.end();
    }, 5);
    await insert(database, 'a');
    clearInterval(ticking);
    assert.ok(ticks >= 5, `${ticks} ticks`);
    assert.deepEqual(await names(database), ['a']);
    assert.equal(database.health(), null);
  });

  it('is an error when it takes too long, also for /ready, until it is let go', async (test) => {
    const dir = dataDir(test);
    // Time flies on this clock, so that nobody waits for five seconds.
    let now = 0;
    const clock = {
      now: () => now,
      date: () => new Date(0),
      timer(delayMs: number, run: () => void) {
        now += delayMs;
        setImmediate(run);
        return () => {};
      },
    };
    const database = await openDatabase({ dataDir: dir, clock });
    test.after(() => database.close());
    const locker = await locked(test, dir);
    await assert.rejects(insert(database, 'a'), {
      code: 'storage_unavailable',
      message: /locked by another process/,
    });
    assert.deepEqual(await names(database), [], 'it can be read');
    assert.match(database.health() ?? '', /locked by another process/);
    locker.stdin?.end();
    await once(locker, 'exit');
    assert.equal(database.health(), null);
    assert.deepEqual(await names(database), []);
  });

  it('says that the disk is full, and works again when there is room', async (test) => {
    const database = await opened(test, dataDir(test));
    await database.run((db) => sql`pragma max_page_count = 1`.execute(db));
    const long = 'x'.repeat(200_000);
    await assert.rejects(insert(database, long), { code: 'storage_unavailable', message: /disk is full/ });
    await database.run((db) => sql`pragma max_page_count = 1000000`.execute(db));
    await insert(database, long);
    assert.equal(database.health(), null);
  });

  it('says that it is damaged, also while it can be written, until it is opened again', async (test) => {
    const dir = dataDir(test);
    const database = await opened(test, dir);
    for (let i = 0; i < 50; i++) await insert(database, `${i}-${'x'.repeat(3000)}`);
    await database.erase();
    await database.run((db) => sql`pragma shrink_memory`.execute(db));
    const file = openSync(join(dir, DATABASE_NAME), 'r+');
    const rest = fstatSync(file).size - 4096;
    writeSync(file, Buffer.alloc(rest, 'damage'), 0, rest, 4096);
    closeSync(file);
    for (let i = 0; i < 2; i++) {
      await assert.rejects(names(database), { code: 'storage_unavailable', message: /content is damaged/ });
      assert.match(database.health() ?? '', /its content is damaged/);
    }
    await assert.rejects(openDatabase({ dataDir: dir }), /its content is damaged|is damaged/);
  });

  it('says so of a transaction too, which SQLite itself has undone then', async (test) => {
    const database = await opened(test, dataDir(test));
    await database.run((db) => sql`pragma max_page_count = 1`.execute(db));
    const both = database.run((db) =>
      db.transaction().execute(async (tables) => {
        await tables.updateTable('account_changes').set({ version: 7 }).execute();
        await sql`create table big as select zeroblob(1000000) as blob`.execute(tables);
      }),
    );
    await assert.rejects(both, { code: 'storage_unavailable', message: /the disk is full \(SQLITE_FULL\)/ });
    await database.run((db) => sql`pragma max_page_count = 1000000`.execute(db));
    const row = await database.run((db) => db.selectFrom('account_changes').select('version').executeTakeFirst());
    assert.deepEqual(row, { version: 0 });
  });

  it('is told to be gone where its file was removed or replaced', async (test) => {
    const dir = dataDir(test);
    const database = await opened(test, dir);
    renameSync(join(dir, DATABASE_NAME), join(dir, 'elsewhere.db'));
    assert.match(database.health() ?? '', /removed or replaced/);
    writeFileSync(join(dir, DATABASE_NAME), '');
    assert.match(database.health() ?? '', /removed or replaced/);
    assert.doesNotMatch(database.health() ?? '', new RegExp(dir));
  });

  it('is told where the data directory itself is gone', async (test) => {
    const dir = dataDir(test);
    const database = await opened(test, dir);
    rmSync(dir, { recursive: true });
    writeFileSync(dir, '');
    assert.match(database.health() ?? '', /data_dir is not a directory/);
  });

  it('names no path in what callers are told', async (test) => {
    const dir = dataDir(test);
    const database = await openDatabase({ dataDir: dir });
    await database.close();
    const error = await insert(database, 'a').catch((reason: AppError) => reason);
    assert.ok(error instanceof AppError);
    assert.ok(!error.message.includes(dir));
  });
});
