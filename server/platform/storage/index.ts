import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { dataDirFault } from './data-dir.ts';
import { openTables } from './open-database.ts';
import type { DatabaseSchema } from './schema.ts';
import type { StorageDatabase } from './storage.ts';
import { gatewayTables, type TableSet } from './table-set.ts';

export { backUpFiles, type FileCopy } from './back-up.ts';
export { openDatabase } from './open-database.ts';
export type { DatabaseSchema } from './schema.ts';
export type { StorageDatabase } from './storage.ts';
export { faultOf, isMissingReference } from './storage-fault.ts';
export { DATABASE_NAME, type TableSet } from './table-set.ts';

export interface StorageOptions {
  readonly dataDir: string;
  /** Of a Postgres; null: the file in the data directory. */
  readonly databaseUrl: string | null;
  readonly clock?: Clock;
}

/**
 * The database that the configuration names, up to date. The data directory is made in any case: others keep files there.
 * Throws AppError `storage_unavailable`.
 */
export async function openStorage(options: StorageOptions): Promise<StorageDatabase> {
  const fault = dataDirFault(options.dataDir);
  if (fault !== null && options.databaseUrl !== null) throw new AppError('storage_unavailable', `${fault}.`);
  return openTableSet<DatabaseSchema>(gatewayTables, options);
}

/** Tables that are kept apart from the others, up to date. Throws as `openStorage`. */
export async function openTableSet<Schema>(
  set: TableSet<Schema>,
  { dataDir, databaseUrl, clock }: StorageOptions,
): Promise<StorageDatabase<Schema>> {
  const time = clock === undefined ? {} : { clock };
  if (databaseUrl === null) return openTables(set, { dataDir, ...time });
  const { openPostgresTables } = await import('./open-postgres.ts');
  return openPostgresTables(set, { url: databaseUrl, ...time });
}
