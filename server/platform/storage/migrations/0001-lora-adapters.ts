import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const loraAdapters: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('lora_adapters')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('path', 'text', (column) => column.notNull())
      .addColumn('source', 'text')
      .addColumn('wanted', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .execute();
  },
};
