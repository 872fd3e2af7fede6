/** The database of one gateway: a file in its data directory. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { Kysely, sql } from 'kysely';
import { type Clock, systemClock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { dataDirFault } from './data-dir.ts';
import { migrate } from './migrate.ts';
import type { DatabaseSchema } from './schema.ts';
import { ForgivingSqliteDialect } from './sqlite-dialect.ts';
import { openSqliteFile } from './sqlite-file.ts';
import type { StorageDatabase } from './storage.ts';
import { faultOf, isDamaged, isLocked, storageUnavailable } from './storage-fault.ts';
import { gatewayTables, type TableSet } from './table-set.ts';

/**
 * How long one try waits for a lock, and how long is waited in all. better-sqlite3 stops the whole process while it waits,
 * and with it every stream: so each try is short, and between them the others go on.
 */
const lockTryMs = 20;
const lockPauseMs = 80;
const lockTimeoutMs = 5000;

/**
 * Opens `roundhouse.db` in the data directory, makes it where it is not there, and brings it up to date. Throws AppError
 * `storage_unavailable` naming the file where it is damaged, another program's, of a newer version, or locked.
 */
export const openDatabase = (options: FileOptions): Promise<StorageDatabase> =>
  openTables<DatabaseSchema>(gatewayTables, options);

export interface FileOptions {
  readonly dataDir: string;
  readonly clock?: Clock;
}

/** As `openDatabase`, for the file of any set of tables. */
export async function openTables<Schema>(
  set: TableSet<Schema>,
  options: FileOptions,
): Promise<StorageDatabase<Schema>> {
  const path = join(options.dataDir, set.fileName);
  const database = openSqliteFile(path, set);
  const db = new Kysely<Schema>({ dialect: new ForgivingSqliteDialect(database) });
  try {
    database.pragma(`busy_timeout = ${lockTryMs}`);
    const migrated = await migrateAlone(database, options.clock ?? systemClock, () => migrate(db, set, true));
    return new SqliteStorage({ ...options, path, database, db, migrated });
  } catch (error) {
    await db.destroy();
    throw storageUnavailable(error);
  }
}

/** kysely has no lock on SQLite: a program that was started at the same time would make the same tables. */
async function migrateAlone(
  database: Database.Database,
  clock: Clock,
  migrateNow: () => Promise<string[]>,
): Promise<readonly string[]> {
  await beginImmediate(database, clock);
  try {
    const migrated = await migrateNow();
    database.exec('commit');
    return migrated;
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
}

async function beginImmediate(database: Database.Database, clock: Clock): Promise<void> {
  const deadline = clock.now() + lockTimeoutMs;
  for (;;) {
    try {
      return void database.exec('begin immediate');
    } catch (error) {
      if (!isLocked(error) || clock.now() >= deadline) throw error;
      await new Promise<void>((resolve) => void clock.timer(lockPauseMs, resolve));
    }
  }
}

interface Parts<Schema> extends FileOptions {
  readonly path: string;
  readonly database: Database.Database;
  readonly db: Kysely<Schema>;
  readonly migrated: readonly string[];
}

class SqliteStorage<Schema> implements StorageDatabase<Schema> {
  readonly kind = 'sqlite';
  readonly #parts: Parts<Schema>;
  readonly #clock: Clock;
  readonly #inode: bigint;
  /**
   * The last one, until something can be written again: that reading goes well says nothing of a full disk. Damage stays,
   * however well other pages can be read and written.
   */
  #fault: unknown = null;

  constructor(parts: Parts<Schema>) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.#inode = inodeOf(parts.path) ?? 0n;
  }

  get migrated(): readonly string[] {
    return this.#parts.migrated;
  }

  async run<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    const deadline = this.#clock.now() + lockTimeoutMs;
    for (;;) {
      try {
        return await work(this.#parts.db);
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (isLocked(error) && this.#clock.now() < deadline) {
          await this.#pause();
          continue;
        }
        if (!isDamaged(this.#fault)) this.#fault = error;
        throw storageUnavailable(error);
      }
    }
  }

  async erase(): Promise<boolean> {
    const deadline = this.#clock.now() + lockTimeoutMs;
    for (;;) {
      // Through kysely, which keeps it out of transactions that are going on: there it would be refused.
      const { rows } = await this.run((db) => sql<Checkpoint>`pragma wal_checkpoint(TRUNCATE)`.execute(db));
      if (rows[0]?.busy === 0) return true;
      if (this.#clock.now() >= deadline) return false;
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => void this.#clock.timer(lockPauseMs, resolve));
  }

  health(): string | null {
    const dirFault = dataDirFault(this.#parts.dataDir);
    if (dirFault !== null) return dirFault;
    // What is written to a file that has no name any more is lost with the process.
    if (inodeOf(this.#parts.path) !== this.#inode) return 'the file of the database was removed or replaced: restart';
    if (this.#fault !== null && !isDamaged(this.#fault)) this.#tryToWrite();
    return this.#fault === null ? null : `the database: ${faultOf(this.#fault)}`;
  }

  /** Changes nothing, but takes the lock and writes a page: so it is known when the trouble is over. */
  #tryToWrite(): void {
    const { database } = this.#parts;
    try {
      database.transaction(() => database.pragma('user_version = 0')).immediate();
      this.#fault = null;
    } catch (error) {
      this.#fault = error;
    }
  }

  close(): Promise<void> {
    return this.#parts.db.destroy();
  }
}

/** https://sqlite.org/pragma.html#pragma_wal_checkpoint: `busy` is 1 where a reader was in the way. */
interface Checkpoint {
  readonly busy: number;
}

function inodeOf(path: string): bigint | null {
  return statSync(path, { throwIfNoEntry: false, bigint: true })?.ino ?? null;
}
