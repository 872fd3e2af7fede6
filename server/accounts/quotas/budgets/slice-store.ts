/** Slices of budgets in the database. Each change is made under the lock of the user's row. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { DatabaseSchema, StorageDatabase } from '../../../platform/storage/index.ts';
import { NO_TOKENS, type Tokens } from '../tokens.ts';
import type { GrantAnswer, SliceSource } from './budgets.ts';
import { decideGrant, type LifetimeLimits } from './grant.ts';

export function createSliceSource(database: Pick<StorageDatabase, 'run'>, gatewayId: string): SliceSource {
  return {
    take: (userId, need, open) =>
      database.run((db) => db.transaction().execute((tables) => takeSlice(tables, { gatewayId, userId }, need, open))),
    limitsOf: (userIds) => database.run((db) => limitsOf(db, userIds)),
  };
}

type Tables = Transaction<DatabaseSchema>;

interface Holder {
  readonly gatewayId: string;
  readonly userId: string;
}

async function takeSlice(tables: Tables, holder: Holder, need: Tokens, open: Tokens): Promise<GrantAnswer | null> {
  const user = await lockUser(tables, holder.userId);
  if (user === undefined) return null;
  const limits = { prompt: user.prompt_token_limit, gen: user.gen_token_limit };
  const used = { prompt: user.prompt_tokens_used, gen: user.gen_tokens_used };
  const isLimited = limits.prompt !== null || limits.gen !== null;
  const elsewhere = isLimited ? await heldElsewhere(tables, holder) : NO_TOKENS;
  const decision = decideGrant({ limits, used, elsewhere, open }, need);
  const slice = decision.kind === 'granted' ? decision.slice : onlyLimited(open, limits);
  await writeSlice(tables, holder, slice);
  return { limits, decision };
}

/** SQLite takes 32,766 values in a statement. */
const usersPerStatement = 500;

async function limitsOf(
  db: Pick<Tables, 'selectFrom'>,
  userIds: readonly string[],
): Promise<Map<string, LifetimeLimits>> {
  const limits = new Map<string, LifetimeLimits>();
  for (let i = 0; i < userIds.length; i += usersPerStatement) {
    const rows = await db
      .selectFrom('users')
      .select(['id', 'prompt_token_limit', 'gen_token_limit'])
      .where('id', 'in', userIds.slice(i, i + usersPerStatement))
      .execute();
    for (const row of rows) limits.set(row.id, { prompt: row.prompt_token_limit, gen: row.gen_token_limit });
  }
  return limits;
}

const onlyLimited = (tokens: Tokens, limits: GrantAnswer['limits']): Tokens => ({
  prompt: limits.prompt === null ? 0 : tokens.prompt,
  gen: limits.gen === null ? 0 : tokens.gen,
});

/**
 * A write that changes nothing: it takes the lock on SQLite (whose transactions begin without one) and Postgres alike.
 * undefined: there is none.
 */
export function lockUser(tables: Tables, userId: string) {
  return tables
    .updateTable('users')
    .set(({ ref }) => ({ gen_tokens_used: ref('gen_tokens_used') }))
    .where('id', '=', userId)
    .returning(['prompt_token_limit', 'gen_token_limit', 'prompt_tokens_used', 'gen_tokens_used'])
    .executeTakeFirst();
}

async function heldElsewhere(tables: Tables, { gatewayId, userId }: Holder): Promise<Tokens> {
  const held = await tables
    .selectFrom('quota_slices')
    .select([
      sql<number | string>`coalesce(sum(prompt_tokens), 0)`.as('prompt'),
      sql<number | string>`coalesce(sum(gen_tokens), 0)`.as('gen'),
    ])
    .where('user_id', '=', userId)
    .where('gateway_id', '<>', gatewayId)
    .executeTakeFirstOrThrow();
  return { prompt: Number(held.prompt), gen: Number(held.gen) };
}

/** Absolute: a gateway's slice is changed by nobody else while it lives. None is no row. */
export async function writeSlice(
  tables: Pick<Kysely<DatabaseSchema>, 'insertInto' | 'deleteFrom'>,
  { gatewayId, userId }: Holder,
  { prompt, gen }: Tokens,
): Promise<void> {
  if (prompt === 0 && gen === 0) {
    await tables.deleteFrom('quota_slices').where('gateway_id', '=', gatewayId).where('user_id', '=', userId).execute();
    return;
  }
  const tokens = { prompt_tokens: prompt, gen_tokens: gen };
  await tables
    .insertInto('quota_slices')
    .values({ gateway_id: gatewayId, user_id: userId, ...tokens })
    .onConflict((conflict) => conflict.columns(['gateway_id', 'user_id']).doUpdateSet(tokens))
    .execute();
}
