/** What was used, in the database: one row per request, and the sum in the user's row. Both change together or not at all. */
import { CompiledQuery, sql, type Transaction } from 'kysely';
import type { DatabaseSchema, StorageDatabase } from '../../platform/storage/index.ts';
import { writeSlice } from '../quotas/budgets/slice-store.ts';
import { NO_TOKENS, type Tokens } from '../quotas/tokens.ts';
import { sumByUser } from './sum-by-user.ts';
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
  /**
   * Rows that are there already stay, and count once. `slices`: what this gateway holds from now on. `allNew`: none can be
   * there, which is faster; where one is, nothing is written, and it throws.
   */
  write(
    gatewayId: string,
    records: readonly UsageRecord[],
    slices: ReadonlyMap<string, Tokens>,
    how?: { readonly allNew: boolean },
  ): Promise<void>;
  /** Of a gateway that is gone: charges what it owed, and takes back what it held. */
  settleGone(gatewayId: string, records: readonly UsageRecord[]): Promise<void>;
  /** Newest day first. */
  sums(query: UsageQuery, limit: number): Promise<UsageSum[]>;
}

type Tables = Transaction<DatabaseSchema>;

export function createUsageStore(database: Pick<StorageDatabase, 'run' | 'kind'>): UsageStore {
  const inTransaction = (work: (tables: Tables) => Promise<void>): Promise<void> =>
    database.run((db) => db.transaction().execute(work));
  return {
    write: (gatewayId, records, slices, { allNew } = { allNew: false }) =>
      inTransaction(async (tables) => {
        const insert = allNew && database.kind === 'sqlite' ? insertNewRows : insertRows(database.kind);
        const there = await charge(tables, insert, records, slices);
        for (const [userId, slice] of slices)
          if (there.has(userId)) await writeSlice(tables, { gatewayId, userId }, slice);
      }),
    settleGone: (gatewayId, records) =>
      inTransaction(async (tables) => {
        await charge(tables, insertRows(database.kind), records, new Map());
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
  insert: Insert,
  records: readonly UsageRecord[],
  slices: ReadonlyMap<string, Tokens>,
): Promise<ReadonlySet<string>> {
  const users = new Set([...records.map(({ userId }) => userId), ...slices.keys()]);
  const there = new Set<string>();
  for (const userId of [...users].sort()) if (await addUp(tables, userId, NO_TOKENS)) there.add(userId);
  if (records.length === 0) return there;
  const charged = await insert(tables, records);
  for (const [userId, tokens] of sumByUser(charged)) await addUp(tables, userId, tokens);
  await addToDays(tables, charged);
  return there;
}

/** Resolves to those that were not there yet. */
type Insert = (tables: Tables, records: readonly UsageRecord[]) => Promise<readonly UsageRecord[]>;

/** The rows go as one JSON value: a bound value each costs far more, where statements are built and prepared each time. */
const insertRows =
  (kind: StorageDatabase['kind']): Insert =>
  async (tables, records) => {
    const json = JSON.stringify(records.map(toFields));
    const { rows } = await (kind === 'sqlite' ? fromSqliteJson(json) : fromPostgresJson(json)).execute(tables);
    const fresh = new Set(rows.map(({ id }) => id));
    return records.filter(({ id }) => fresh.has(id));
  };

/** Rows in one statement; the statement stays prepared. */
const rowsAtOnce = [50, 1];

/** For SQLite: half the price of the other way. */
async function insertNewRows(tables: Tables, records: readonly UsageRecord[]): Promise<readonly UsageRecord[]> {
  let done = 0;
  let inserted = 0n;
  for (const size of rowsAtOnce)
    for (; done + size <= records.length; done += size) {
      const values: (string | number)[] = [];
      for (let i = done; i < done + size; i++) pushFields(values, records[i] as UsageRecord);
      const { numAffectedRows = 0n } = await tables.executeQuery(CompiledQuery.raw(insertStatement(size), values));
      inserted += numAffectedRows;
    }
  if (inserted !== BigInt(records.length)) throw new Error('usage was in the database that was taken for new');
  return records;
}

const insertStatement = (rows: number): string =>
  `insert into usage_records (${columnNames}) values ${Array(rows).fill('(?,?,?,?,?,?,?,?,?,?)').join(',')} on conflict (id) do nothing`;

/** In the order of the columns below. */
function pushFields(values: (string | number)[], it: UsageRecord): void {
  values.push(it.id, it.requestId, it.userId, it.credentialId, it.model, it.path);
  values.push(it.promptTokens, it.genTokens, it.outcome, it.createdAt);
}

function toFields(record: UsageRecord): readonly (string | number)[] {
  const values: (string | number)[] = [];
  pushFields(values, record);
  return values;
}

const columnNames =
  'id, request_id, user_id, credential_id, model, path, prompt_tokens, gen_tokens, outcome, created_at';
const columns = sql.raw(columnNames);
const onlyNew = sql.raw('on conflict (id) do nothing returning id');

/** `where true`: or SQLite takes `on conflict` for a part of the join. */
const fromSqliteJson = (json: string) => sql<{ id: string }>`
  insert into usage_records (${columns})
  select ${sql.raw(Array.from({ length: 10 }, (_, i) => `value ->> ${i}`).join(', '))}
  from json_each(${json}) where true ${onlyNew}`;

const fromPostgresJson = (json: string) => sql<{ id: string }>`
  insert into usage_records (${columns})
  select ${sql.raw(
    Array.from({ length: 10 }, (_, i) => (i === 6 || i === 7 ? `(value ->> ${i})::bigint` : `value ->> ${i}`)).join(
      ', ',
    ),
  )}
  from jsonb_array_elements(${json}::jsonb) ${onlyNew}`;

/** To the sums of their days. */
async function addToDays(tables: Tables, records: Iterable<UsageRecord>): Promise<void> {
  const days = new Map<string, DaySum>();
  let sum: DaySum | null = null;
  for (const record of records) {
    // Most are as the one before.
    if (sum === null || !isOf(sum.row, record)) sum = sumOf(days, record);
    sum.requests += 1;
    sum.prompt += record.promptTokens;
    sum.gen += record.genTokens;
  }
  for (const key of [...days.keys()].sort()) await addToDay(tables, days.get(key) as DaySum);
}

type DayKey = { readonly user_id: string; readonly day: string; readonly model: string };
type DaySum = { readonly row: DayKey; requests: number; prompt: number; gen: number };

const isOf = (row: DayKey, { userId, model, createdAt }: UsageRecord): boolean =>
  row.user_id === userId && row.model === model && createdAt.startsWith(row.day);

function sumOf(days: Map<string, DaySum>, { userId, model, createdAt }: UsageRecord): DaySum {
  const day = createdAt.slice(0, 10);
  const key = `${userId} ${day} ${model}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const sum = { row: { user_id: userId, day, model }, requests: 0, prompt: 0, gen: 0 };
  days.set(key, sum);
  return sum;
}

async function addToDay(tables: Tables, { row, requests, prompt, gen }: DaySum): Promise<void> {
  await tables
    .insertInto('usage_days')
    .values({ ...row, requests, prompt_tokens: prompt, gen_tokens: gen })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'day', 'model']).doUpdateSet(({ eb, ref }) => ({
        requests: eb(ref('usage_days.requests'), '+', requests),
        prompt_tokens: eb(ref('usage_days.prompt_tokens'), '+', prompt),
        gen_tokens: eb(ref('usage_days.gen_tokens'), '+', gen),
      })),
    )
    .execute();
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

async function sums(
  db: Pick<Tables, 'selectFrom'>,
  { userId, from, to }: UsageQuery,
  limit: number,
): Promise<UsageSum[]> {
  let query = db
    .selectFrom('usage_days')
    .select([
      'day',
      'user_id as userId',
      'model',
      'requests',
      'prompt_tokens as promptTokens',
      'gen_tokens as genTokens',
    ])
    .orderBy('day', 'desc')
    .orderBy('user_id')
    .orderBy('model')
    .limit(limit);
  if (userId !== null) query = query.where('user_id', '=', userId);
  if (from !== null) query = query.where('day', '>=', from);
  if (to !== null) query = query.where('day', '<=', to);
  return query.execute();
}
