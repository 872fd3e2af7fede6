import type { Clock } from '../clock.ts';
import { openDatabase } from './open-database.ts';
import { openPostgres } from './open-postgres.ts';
import type { StorageDatabase } from './storage.ts';

export { backUpDatabase } from './back-up.ts';
export { DATABASE_NAME, openDatabase } from './open-database.ts';
export type { DatabaseSchema } from './schema.ts';
export type { StorageDatabase } from './storage.ts';

export interface StorageOptions {
  readonly dataDir: string;
  /** Of a Postgres; null: the file in the data directory. */
  readonly databaseUrl: string | null;
  readonly clock?: Clock;
}

/** The database that the configuration names, up to date. Throws AppError `storage_unavailable`. */
export function openStorage({ dataDir, databaseUrl, clock }: StorageOptions): Promise<StorageDatabase> {
  const time = clock === undefined ? {} : { clock };
  return databaseUrl === null ? openDatabase({ dataDir, ...time }) : openPostgres({ url: databaseUrl, ...time });
}
