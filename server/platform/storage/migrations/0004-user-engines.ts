import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const userEngines: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('user_engines')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('gateway', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .addColumn('ended_how', 'text')
      .execute();
    await db.schema.createIndex('user_engines_ended_at').on('user_engines').column('ended_at').execute();
  },
};
