/** The database of one gateway: a file in its data directory. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { type Clock, systemClock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { dataDirFault } from './data-dir.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import type { DatabaseSchema } from './schema.ts';
import { openSqliteFile } from './sqlite-file.ts';
import type { StorageDatabase } from './storage.ts';
import { faultOf, isLocked, storageUnavailable } from './storage-fault.ts';

export const DATABASE_NAME = 'roundhouse.db';

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
export async function openDatabase(options: {
  readonly dataDir: string;
  readonly clock?: Clock;
}): Promise<StorageDatabase> {
  const path = join(options.dataDir, DATABASE_NAME);
  const database = openSqliteFile(path, Object.keys(migrations));
  const db = new Kysely<DatabaseSchema>({ dialect: new SqliteDialect({ database }) });
  try {
    const migrated = await migrate(db);
    database.pragma(`busy_timeout = ${lockTryMs}`);
    return new SqliteStorage({ ...options, path, database, db, migrated });
  } catch (error) {
    await db.destroy();
    throw storageUnavailable(error);
  }
}

interface Parts {
  readonly dataDir: string;
  readonly clock?: Clock;
  readonly path: string;
  readonly database: Database.Database;
  readonly db: Kysely<DatabaseSchema>;
  readonly migrated: readonly string[];
}

class SqliteStorage implements StorageDatabase {
  readonly kind = 'sqlite';
  readonly #parts: Parts;
  readonly #clock: Clock;
  readonly #inode: bigint;
  /** Of the last statement; null: it went well. */
  #fault: unknown = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#clock = parts.clock ?? systemClock;
    this.#inode = inodeOf(parts.path) ?? 0n;
  }

  get migrated(): readonly string[] {
    return this.#parts.migrated;
  }

  async run<T>(work: (db: Kysely<DatabaseSchema>) => Promise<T>): Promise<T> {
    const deadline = this.#clock.now() + lockTimeoutMs;
    for (;;) {
      try {
        const result = await work(this.#parts.db);
        this.#fault = null;
        return result;
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (isLocked(error) && this.#clock.now() < deadline) {
          await new Promise<void>((resolve) => void this.#clock.timer(lockPauseMs, resolve));
          continue;
        }
        this.#fault = error;
        throw storageUnavailable(error);
      }
    }
  }

  health(): string | null {
    const dirFault = dataDirFault(this.#parts.dataDir);
    if (dirFault !== null) return dirFault;
    // What is written to a file that has no name any more is lost with the process.
    if (inodeOf(this.#parts.path) !== this.#inode) return 'the file of the database was removed or replaced: restart';
    if (this.#fault !== null) this.#tryToWrite();
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

function inodeOf(path: string): bigint | null {
  return statSync(path, { throwIfNoEntry: false, bigint: true })?.ino ?? null;
}
