/**
 * Which gateways count usage. One that was killed settles what it owed when it starts again, from its journal. One that
 * never comes back is settled by another: what it held is charged, for nobody knows what of it was used.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { DatabaseSchema, StorageDatabase } from '../../../platform/storage/index.ts';
import { createUsageStore, type UsageRecord } from '../../usage/index.ts';
import type { Tokens } from '../tokens.ts';
import { lockUser, writeSlice } from './slice-store.ts';

export interface Gateways {
  /** By which gateways are told from lost ones: of the database, where they share one, as their own clocks may differ. */
  time(own: Date): Promise<Date>;
  /**
   * This one lives. Where others took it for lost (it was stopped, or away from the database, for long), what they charged
   * for it is taken back, and it has again what it holds by `held`: of each user the slice.
   */
  seen(now: Date, held: ReadonlyMap<string, Tokens>): Promise<void>;
  /** Settles those that have not been seen for five minutes. Resolves to their ids. */
  settleLost(now: Date): Promise<readonly string[]>;
  /** Settles one that has left a journal, and takes it off the list. What others have charged for it is taken back. */
  settleKilled(gatewayId: string, records: readonly UsageRecord[]): Promise<void>;
  /** This one goes, and owes nothing. */
  leave(): Promise<void>;
}

const lostAfterMs = 5 * 60_000;

type Tables = Transaction<DatabaseSchema>;

export function createGateways(database: Pick<StorageDatabase, 'run' | 'kind'>, gatewayId: string): Gateways {
  const store = createUsageStore(database);
  const strike = (id: string): Promise<void> =>
    database.run(async (db) => void (await db.deleteFrom('quota_gateways').where('id', '=', id).execute()));
  return {
    time: (own) => (database.kind === 'sqlite' ? Promise.resolve(own) : database.run(timeOf)),
    seen: (now, held) =>
      database.run((db) => db.transaction().execute((tables) => putOnList(tables, gatewayId, now, held))),
    async settleLost(now) {
      const lost = await database.run((db) => findLost(db, gatewayId, now));
      for (const gateway of lost) {
        await store.settleGone(gateway.id, await heldBy(database, gateway, now));
        await strike(gateway.id);
      }
      return lost.map(({ id }) => id);
    },
    async settleKilled(id, records) {
      await database.run((db) => db.transaction().execute((tables) => takeBack(tables, id)));
      await store.settleGone(id, records);
      await strike(id);
    },
    leave: () => strike(gatewayId),
  };
}

async function timeOf(db: Kysely<DatabaseSchema>): Promise<Date> {
  const { rows } = await sql<{ ms: number | string }>`select extract(epoch from now()) * 1000 as ms`.execute(db);
  return new Date(Number(rows[0]?.ms));
}

async function putOnList(
  tables: Tables,
  gatewayId: string,
  now: Date,
  held: ReadonlyMap<string, Tokens>,
): Promise<void> {
  const row = { id: gatewayId, seen_at: now.toISOString() };
  const known = await tables.updateTable('quota_gateways').set(row).where('id', '=', gatewayId).executeTakeFirst();
  if (known.numUpdatedRows > 0n) return;
  await tables.insertInto('quota_gateways').values(row).execute();
  for (const userId of [...held.keys()].sort())
    if ((await lockUser(tables, userId)) !== undefined)
      await writeSlice(tables, { gatewayId, userId }, held.get(userId) as Tokens);
  await takeBack(tables, gatewayId);
}

interface Lost {
  readonly id: string;
  /** One that comes back may be lost again, and owes both times. */
  readonly seen_at: string;
}

async function findLost(db: Pick<Tables, 'selectFrom'>, gatewayId: string, now: Date): Promise<Lost[]> {
  const before = new Date(now.getTime() - lostAfterMs).toISOString();
  return db
    .selectFrom('quota_gateways')
    .select(['id', 'seen_at'])
    .where('id', '<>', gatewayId)
    .where('seen_at', '<', before)
    .execute();
}

const lostPrefix = (gatewayId: string): string => `${gatewayId}-lost-`;

function heldBy(database: Pick<StorageDatabase, 'run' | 'kind'>, lost: Lost, now: Date): Promise<UsageRecord[]> {
  return database.run(async (db) => {
    const slices = await db.selectFrom('quota_slices').selectAll().where('gateway_id', '=', lost.id).execute();
    return slices.map(({ user_id, prompt_tokens, gen_tokens }) => ({
      id: `${lostPrefix(lost.id)}${user_id}-${lost.seen_at}`,
      requestId: '',
      userId: user_id,
      credentialId: '',
      model: '',
      path: '',
      promptTokens: prompt_tokens,
      genTokens: gen_tokens,
      outcome: 'interrupted' as const,
      createdAt: now.toISOString(),
    }));
  });
}

async function takeBack(tables: Tables, gatewayId: string): Promise<void> {
  const prefix = lostPrefix(gatewayId);
  const rows = await tables
    .deleteFrom('usage_records')
    .where('id', '>=', prefix)
    .where('id', '<', `${prefix}~`)
    .returning(['user_id', 'created_at', 'prompt_tokens', 'gen_tokens'])
    .execute();
  for (const row of rows.sort((a, b) => (a.user_id < b.user_id ? -1 : 1))) {
    await tables
      .updateTable('usage_days')
      .set(({ eb }) => ({
        requests: eb('requests', '-', 1),
        prompt_tokens: eb('prompt_tokens', '-', row.prompt_tokens),
        gen_tokens: eb('gen_tokens', '-', row.gen_tokens),
      }))
      .where('user_id', '=', row.user_id)
      .where('day', '=', row.created_at.slice(0, 10))
      .where('model', '=', '')
      .execute();
    await tables
      .updateTable('users')
      .set(({ eb }) => ({
        prompt_tokens_used: eb('prompt_tokens_used', '-', row.prompt_tokens),
        gen_tokens_used: eb('gen_tokens_used', '-', row.gen_tokens),
      }))
      .where('id', '=', row.user_id)
      .execute();
  }
}
