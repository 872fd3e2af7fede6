/** Charges what has ended, and puts the slices right with it, in one transaction. */
import { sumByUser, type UsageRecord, type UsageStore } from '../usage/index.ts';
import type { Budgets } from './budgets/budgets.ts';
import { minus, NO_TOKENS, type Tokens } from './tokens.ts';

export interface Batch {
  readonly store: Pick<UsageStore, 'write'>;
  readonly budgets: Pick<Budgets, 'all' | 'forget'>;
  readonly gatewayId: string;
  readonly now: number;
  /** So long a part of a slice is kept that nobody uses. */
  readonly keepSpareMs: number;
  /** Whether none of them can have been written before. */
  readonly allNew: boolean;
}

const forgetAfterMs = 600_000;

/** Call it within `Budgets.exclusive`. Throws `storage_unavailable`; then all is as before, and the batch can be given again. */
export async function writeBatch(batch: Batch, records: readonly UsageRecord[]): Promise<void> {
  const { store, budgets, gatewayId, now, keepSpareMs, allNew } = batch;
  const used = sumByUser(records);
  const slices = new Map<string, Tokens>();
  for (const [userId, budget] of budgets.all()) {
    const tokens = used.get(userId) ?? NO_TOKENS;
    const idleMs = now - budget.lastUsedMs;
    // First here, then there: between the two it is nobody's.
    if (idleMs > keepSpareMs && isSome(budget.spare)) budget.slice = minus(budget.slice, budget.spare);
    else if (!used.has(userId) || !isSome(budget.slice)) {
      if (idleMs > forgetAfterMs && !isSome(budget.open) && !isSome(budget.slice)) budgets.forget(userId);
      continue;
    }
    budget.trim();
    slices.set(userId, budget.sliceAfter(tokens));
  }
  if (records.length === 0 && slices.size === 0) return;
  await store.write(gatewayId, records, slices, { allNew });
  for (const userId of new Set([...used.keys(), ...slices.keys()]))
    budgets
      .all()
      .get(userId)
      ?.written(used.get(userId) ?? NO_TOKENS, slices.get(userId) ?? NO_TOKENS);
}

const isSome = ({ prompt, gen }: Tokens): boolean => prompt > 0 || gen > 0;
