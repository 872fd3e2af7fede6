/** What was used, in the database: one row per request, and the sum in the user's row. Both change together or not at all. */
import { sql, type Transaction } from 'kysely';
import type { DatabaseSchema, StorageDatabase } from '../../platform/storage/index.ts';
import { writeSlice } from '../quotas/slice-store.ts';
import { NO_TOKENS, plus, type Tokens } from '../quotas/tokens.ts';
import type { UsageRecord } from './usage-record.ts';

export interface UsageQuery {
  /** null: everybody's. */
  readonly userId: string | null;
  /** ISO 8601 days, both included; null: open. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface UsageSum {
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly userId: string;
  readonly model: string;
  readonly requests: number;
  readonly promptTokens: number;
  readonly genTokens: number;
}

export interface UsageStore {
  /** Rows that are there already stay, and count once. `slices`: what this gateway holds from now on. */
  write(gatewayId: string, records: readonly UsageRecord[], slices: ReadonlyMap<string, Tokens>): Promise<void>;
  /** Of a gateway that is gone: charges what it owed, and takes back what it held. */
  settleGone(gatewayId: string, records: readonly UsageRecord[]): Promise<void>;
  /** Newest day first. */
  sums(query: UsageQuery, limit: number): Promise<UsageSum[]>;
}

type Tables = Transaction<DatabaseSchema>;

/** SQLite takes 32,766 values in a statement. */
const rowsPerStatement = 500;

export function createUsageStore(database: Pick<StorageDatabase, 'run'>): UsageStore {
  const inTransaction = (work: (tables: Tables) => Promise<void>): Promise<void> =>
    database.run((db) => db.transaction().execute(work));
  return {
    write: (gatewayId, records, slices) =>
      inTransaction(async (tables) => {
        const there = await charge(tables, records, slices);
        for (const [userId, slice] of slices)
          if (there.has(userId)) await writeSlice(tables, { gatewayId, userId }, slice);
      }),
    settleGone: (gatewayId, records) =>
      inTransaction(async (tables) => {
        await charge(tables, records, new Map());
        await tables.deleteFrom('quota_slices').where('gateway_id', '=', gatewayId).execute();
      }),
    sums: (query, limit) => database.run((db) => sums(db, query, limit)),
  };
}

/**
 * Rows of users are locked in one order everywhere, and before their slices, so that gateways do not wait in a ring.
 * Resolves to those users who exist still.
 */
async function charge(
  tables: Tables,
  records: readonly UsageRecord[],
  slices: ReadonlyMap<string, Tokens>,
): Promise<ReadonlySet<string>> {
  const users = new Set([...records.map(({ userId }) => userId), ...slices.keys()]);
  const there = new Set<string>();
  for (const userId of [...users].sort()) if (await addUp(tables, userId, NO_TOKENS)) there.add(userId);
  const added = new Map<string, Tokens>();
  for (let i = 0; i < records.length; i += rowsPerStatement)
    await insertRows(tables, records.slice(i, i + rowsPerStatement), added);
  for (const [userId, tokens] of added) await addUp(tables, userId, tokens);
  return there;
}

async function insertRows(tables: Tables, records: readonly UsageRecord[], added: Map<string, Tokens>): Promise<void> {
  const rows = await tables
    .insertInto('usage_records')
    .values(records.map(toRow))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning(['user_id', 'prompt_tokens', 'gen_tokens'])
    .execute();
  for (const row of rows) {
    const sum = added.get(row.user_id) ?? NO_TOKENS;
    added.set(row.user_id, plus(sum, { prompt: row.prompt_tokens, gen: row.gen_tokens }));
  }
}

async function addUp(tables: Tables, userId: string, { prompt, gen }: Tokens): Promise<boolean> {
  const updated = await tables
    .updateTable('users')
    .set(({ eb }) => ({
      prompt_tokens_used: eb('prompt_tokens_used', '+', prompt),
      gen_tokens_used: eb('gen_tokens_used', '+', gen),
    }))
    .where('id', '=', userId)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

const toRow = (record: UsageRecord) => ({
  id: record.id,
  request_id: record.requestId,
  user_id: record.userId,
  credential_id: record.credentialId,
  model: record.model,
  path: record.path,
  prompt_tokens: record.promptTokens,
  gen_tokens: record.genTokens,
  outcome: record.outcome,
  day: record.createdAt.slice(0, 10),
  created_at: record.createdAt,
});

async function sums(
  db: Pick<Tables, 'selectFrom'>,
  { userId, from, to }: UsageQuery,
  limit: number,
): Promise<UsageSum[]> {
  let query = db
    .selectFrom('usage_records')
    .select([
      'day',
      'user_id as userId',
      'model',
      sql<number | string>`count(*)`.as('requests'),
      sql<number | string>`sum(prompt_tokens)`.as('prompt'),
      sql<number | string>`sum(gen_tokens)`.as('gen'),
    ])
    .groupBy(['day', 'user_id', 'model'])
    .orderBy('day', 'desc')
    .orderBy('user_id')
    .orderBy('model')
    .limit(limit);
  if (userId !== null) query = query.where('user_id', '=', userId);
  if (from !== null) query = query.where('day', '>=', from);
  if (to !== null) query = query.where('day', '<=', to);
  return (await query.execute()).map(({ prompt, gen, requests, ...rest }) => ({
    ...rest,
    requests: Number(requests),
    promptTokens: Number(prompt),
    genTokens: Number(gen),
  }));
}
