import type { Kysely } from 'kysely';
import type { DatabaseSchema } from './schema.ts';

/** The database as the code sees it, whichever it is. */
export interface StorageDatabase<Schema = DatabaseSchema> {
  readonly kind: 'sqlite' | 'postgres';
  /** The migrations that were made when it was opened. */
  readonly migrated: readonly string[];
  /**
   * Runs statements; waits up to 5 s for a lock that another process holds. `work` may be called again after a lock. Throws
   * AppError `storage_unavailable`; an AppError of `work` itself is passed on, and says nothing about the database.
   */
  run<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T>;
  /**
   * After a deletion in a set that erases: takes what was deleted out of the log of writes too, waiting up to 5 s for who
   * reads it. Resolves to false where it is still there. Nothing is done on Postgres, whose files are its own.
   */
  erase(): Promise<boolean>;
  /** Why it cannot be used, without paths: `/ready` is public. null: it can. */
  health(): string | null;
  close(): Promise<void>;
}
