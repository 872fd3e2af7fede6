import type { Migration } from 'kysely/migration';
import { migrations } from './migrations/index.ts';
import type { DatabaseSchema } from './schema.ts';

/** Tables that are kept together: in a file of their own, or beside the others in the Postgres. */
export interface TableSet<Schema> {
  /** In the data directory. */
  readonly fileName: string;
  /** In the order of their names. One that was released is never changed nor taken away. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** The table that says which of them were made: several sets may share a Postgres. */
  readonly migrationTable: string;
  /** A file: what is deleted is overwritten with zeros, and the log of writes is emptied after it (`erase`). */
  readonly erasing: boolean;
  /** Never set: ties the set to its tables. */
  readonly schema?: Schema;
}

export const DATABASE_NAME = 'roundhouse.db';

/** What the gateway itself must remember. */
export const gatewayTables: TableSet<DatabaseSchema> = {
  fileName: DATABASE_NAME,
  migrations,
  migrationTable: 'kysely_migration',
  erasing: false,
};
