import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { backUpFiles } from '../../../../server/platform/storage/index.ts';
import { dataDir } from './database-folder.ts';

/** Of 100 KB: some 150 steps of a copy, between which others write. */
const ROWS = 600;
const longestMs = 10_000;

function largeFile(test: TestContext, path: string): Database.Database {
  const database = new Database(path);
  test.after(() => database.close());
  database.pragma('journal_mode = WAL');
  database.exec('create table notes (text blob)');
  const insert = database.prepare('insert into notes values (zeroblob(100000))');
  database.transaction(() => {
    for (let i = 0; i < ROWS; i++) insert.run();
  })();
  return database;
}

it('a copy is done while a gateway writes all the time, and holds what was there when it began', async (test) => {
  const dir = dataDir(test);
  const source = join(dir, 'source.db');
  const target = join(dir, 'copy.db');
  const database = largeFile(test, source);
  const insert = database.prepare('insert into notes values (1)');
  const end = performance.now() + longestMs;
  let done = false;
  const write = (): void => {
    if (done || performance.now() > end) return;
    insert.run();
    setImmediate(write);
  };
  const copying = backUpFiles([{ source, target }]);
  write();
  await copying;
  done = true;
  assert.ok(performance.now() < end, 'it was done before the writing ended');
  const copy = new Database(target, { readonly: true });
  test.after(() => copy.close());
  assert.equal(copy.prepare('select count(*) from notes').pluck().get(), ROWS);
});
