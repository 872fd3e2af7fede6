/**
 * The file of the database: opened, looked at, and refused where it is not ours. What is refused is left as it is: a
 * damaged database may still be repaired by hand, an empty one in its place would forget everything silently.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../errors.ts';
import { faultOf } from './storage-fault.ts';
import type { TableSet } from './table-set.ts';

/** Nothing else runs while the gateway opens its database, so it may wait for the lock in one piece. */
const openingTimeoutMs = 5000;

/**
 * Throws AppError `storage_unavailable` where the file cannot be opened,
 * is damaged, is another program's, or was written by a newer version.
 */
export function openSqliteFile<Schema>(path: string, set: TableSet<Schema>): Database.Database {
  let database: Database.Database | null = null;
  try {
    makePrivate(path);
    database = new Database(path, { timeout: openingTimeoutMs });
    checkContent(database, path);
    checkVersion(database, path, set);
    prepare(database);
    if (set.erasing) database.pragma('secure_delete = ON');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof AppError) throw error;
    throw refused(path, `cannot be used: ${faultOf(error)}`, error);
  }
}

/** Its log files take over the mode of the file. */
function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function checkContent(database: Database.Database, path: string): void {
  const [first] = database.pragma('quick_check(1)') as { readonly quick_check: string }[];
  if (first?.quick_check !== 'ok') throw refused(path, `is damaged: ${first?.quick_check ?? 'no answer'}`);
}

function checkVersion<Schema>(database: Database.Database, path: string, set: TableSet<Schema>): void {
  const list = database.prepare(`select name from sqlite_master where type = 'table'`).pluck();
  const tables = new Set(list.all() as string[]);
  if (tables.size === 0) return;
  if (!tables.has(set.migrationTable)) throw refused(path, 'is the database of another program');
  const done = database.prepare(`select name from ${set.migrationTable} order by name`).pluck().all() as string[];
  const newer = done.find((name) => !Object.hasOwn(set.migrations, name));
  if (newer === undefined) return;
  const advice = 'start that version again, or give this one a data_dir of its own';
  throw refused(path, `was written by a newer version of Roundhouse (it has "${newer}"): ${advice}`);
}

/**
 * FULL: a commit is on the disk when it has returned, so that what was answered outlives the process and the power too.
 * (NORMAL would outlive a kill, but not a power cut.) It costs an fsync per write, and writes are rare.
 */
function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
}

function refused(path: string, why: string, cause?: unknown): AppError {
  return new AppError('storage_unavailable', `The database ${path} ${why}. It was left as it is.`, {}, { cause });
}
