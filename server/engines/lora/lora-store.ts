import type { StorageDatabase } from '../../platform/storage/index.ts';
import type { LoraRecord, LoraStore } from './lora.ts';

/** Keeps what is wanted in the database, a row per LoRA adapter. A promise that has resolved survives the process. */
export function createLoraStore(database: Pick<StorageDatabase, 'run'>): LoraStore {
  return {
    all: () =>
      database.run(async (db) => {
        const rows = await db.selectFrom('lora_adapters').selectAll().orderBy('created_at').orderBy('name').execute();
        return rows.map(
          (row): LoraRecord => ({
            name: row.name,
            model: row.model,
            path: row.path,
            source: row.source,
            wanted: row.wanted !== 0,
            createdAt: row.created_at,
          }),
        );
      }),
    put: ({ name, model, path, source, wanted, createdAt }) =>
      database.run(async (db) => {
        const values = { model, path, source, wanted: wanted ? 1 : 0, created_at: createdAt };
        await db
          .insertInto('lora_adapters')
          .values({ name, ...values })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
          .execute();
      }),
    remove: (name) =>
      database.run(async (db) => {
        await db.deleteFrom('lora_adapters').where('name', '=', name).execute();
      }),
  };
}
