import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const accounts: Migration = {
  async up(db: Kysely<unknown>) {
    await createUsers(db);
    await createCredentials(db);
    await db.schema
      .createTable('account_changes')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .execute();
    await sql`insert into account_changes (id, version) values (1, 0)`.execute(db);
  },
};

async function createUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull().unique())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('prompt_tokens_used', 'bigint', (column) => column.notNull())
    .addColumn('gen_tokens_used', 'bigint', (column) => column.notNull())
    .addColumn('prompt_token_limit', 'bigint')
    .addColumn('gen_token_limit', 'bigint')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
}

async function createCredentials(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('credentials')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.references('users.id').onDelete('cascade'))
    .addColumn('name', 'text')
    .addColumn('sha256', 'text', (column) => column.notNull().unique())
    .addColumn('start', 'text', (column) => column.notNull())
    .addColumn('verbs', 'text')
    .addColumn('models', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text')
    .execute();
  await db.schema.createIndex('credentials_user_id').on('credentials').column('user_id').execute();
  await db.schema.createIndex('credentials_expires_at').on('credentials').column('expires_at').execute();
}
