/**
 * Decides what one gateway may take from a user's lifetime budget. Pure: the numbers come from the database, under the
 * lock of the user's row, so that one gateway at a time decides.
 *
 * The rule is that something must be left: then the whole need is granted, even where it is more. So what is used and
 * promised never exceeds a limit by more than what one request can cost, and who has anything left gets an answer.
 */
import type { Tokens } from '../tokens.ts';

/** null: no limit. */
export interface LifetimeLimits {
  readonly prompt: number | null;
  readonly gen: number | null;
}

export interface BudgetState {
  readonly limits: LifetimeLimits;
  /** Charged. */
  readonly used: Tokens;
  /** Promised to other gateways. */
  readonly elsewhere: Tokens;
  /** What this gateway has open: reserved by its requests, or used and not yet charged. The rest of its slice it gives back. */
  readonly open: Tokens;
}

export type TokenSort = keyof Tokens;

export type GrantDecision =
  /**
   * `slice`: all that this gateway holds from now on, what it has open included; 0 where there is no limit. `within`: so
   * much of it is within the limit; the rest is for the request that was granted more than was left, and for no other.
   */
  | { readonly kind: 'granted'; readonly slice: Tokens; readonly within: Tokens }
  | { readonly kind: 'exhausted'; readonly sort: TokenSort; readonly used: number; readonly limit: number };

/** So many requests like this one, or this part of what is left, are taken at once, so that the database is asked seldom. */
const shareOfTheRest = 8;
const largestSlice = 200_000;
const sorts: readonly TokenSort[] = ['prompt', 'gen'];

export function decideGrant(state: BudgetState, need: Tokens): GrantDecision {
  for (const sort of sorts) {
    const limit = state.limits[sort];
    // Whose prompts are all used up may not ask for anything; a request that generates nothing needs no such tokens.
    if (limit === null || need[sort] === 0 || left(state, sort) > 0) continue;
    return { kind: 'exhausted', sort, used: state.used[sort], limit };
  }
  return {
    kind: 'granted',
    slice: { prompt: slice(state, 'prompt', need), gen: slice(state, 'gen', need) },
    within: { prompt: within(state, 'prompt'), gen: within(state, 'gen') },
  };
}

/** Below 0 where a limit was lowered, or one request cost more than was left. */
function left({ limits, used, elsewhere, open }: BudgetState, sort: TokenSort): number {
  const limit = limits[sort];
  return limit === null ? Number.POSITIVE_INFINITY : limit - used[sort] - elsewhere[sort] - open[sort];
}

function slice(state: BudgetState, sort: TokenSort, need: Tokens): number {
  if (state.limits[sort] === null) return 0;
  const share = Math.min(Math.floor(left(state, sort) / shareOfTheRest), largestSlice);
  return state.open[sort] + Math.max(need[sort], share, 0);
}

/** Infinite where there is no limit. */
const within = (state: BudgetState, sort: TokenSort): number => left(state, sort) + state.open[sort];
