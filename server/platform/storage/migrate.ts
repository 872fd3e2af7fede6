import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { TableSet } from './table-set.ts';

/**
 * Brings the tables up to date; several programs may do so at once. Resolves to the names of the migrations that this
 * call has made, in their order. `inTransaction`: the caller has begun one. Throws what the database says.
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  set: TableSet<Schema>,
  inTransaction = false,
): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...set.migrations }) },
    migrationTableName: set.migrationTable,
    migrationLockTableName: `${set.migrationTable}_lock`,
    disableTransactions: inTransaction,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
}
