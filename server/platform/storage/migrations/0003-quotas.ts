import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const quotas: Migration = {
  async up(db: Kysely<unknown>) {
    await createUsageRecords(db);
    await createSlices(db);
    await db.schema
      .createTable('rate_limits')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('requests_per_minute', 'bigint')
      .addColumn('tokens_per_minute', 'bigint')
      .addColumn('concurrent_requests', 'bigint')
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addUniqueConstraint('rate_limits_of', ['subject', 'subject_id', 'model'])
      .execute();
  },
};

/** No reference to the users: what was used stays known when somebody is gone. One row per request, and their sums. */
async function createUsageRecords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('usage_records')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('credential_id', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('prompt_tokens', 'bigint', (column) => column.notNull())
    .addColumn('gen_tokens', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('usage_days')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('requests', 'bigint', (column) => column.notNull())
    .addColumn('prompt_tokens', 'bigint', (column) => column.notNull())
    .addColumn('gen_tokens', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('usage_days_pk', ['user_id', 'day', 'model'])
    .execute();
}

async function createSlices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('quota_slices')
    .addColumn('gateway_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('prompt_tokens', 'bigint', (column) => column.notNull())
    .addColumn('gen_tokens', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('quota_slices_pk', ['gateway_id', 'user_id'])
    .execute();
  await db.schema.createIndex('quota_slices_user').on('quota_slices').column('user_id').execute();
  await db.schema
    .createTable('quota_gateways')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .execute();
}
