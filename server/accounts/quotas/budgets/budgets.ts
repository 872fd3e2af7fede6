/**
 * The lifetime budgets of all users of this gateway. Most requests find room in the slice that is held already, and are
 * let through at once; the others wait for the database, each user's in the order in which they came.
 */
import type { Clock } from '../../../platform/clock.ts';
import { lifetimeRefusal } from '../refusals.ts';
import { minus, type Tokens } from '../tokens.ts';
import { Budget } from './budget.ts';
import type { GrantDecision, LifetimeLimits } from './grant.ts';

export interface GrantAnswer {
  readonly limits: LifetimeLimits;
  readonly decision: GrantDecision;
}

export interface SliceSource {
  /** Has `decideGrant` decide in the database. null: no such user. Throws `storage_unavailable`. */
  take(userId: string, need: Tokens, open: Tokens): Promise<GrantAnswer | null>;
  limitsOf(userIds: readonly string[]): Promise<ReadonlyMap<string, LifetimeLimits>>;
}

export interface Budgets {
  /**
   * At once, or when the database has granted it. Throws, or rejects with, `insufficient_quota`, `rate_limit_exceeded`,
   * `storage_unavailable`.
   */
  reserve(userId: string, need: Tokens): Budget | Promise<Budget>;
  /** Without asking: for who has no limits, where the database cannot be asked. */
  take(userId: string, need: Tokens): Budget;
  /**
   * Limits may have changed: those of all users known here are read again, and what was taken under others is not used
   * any more. Until then the old ones count, so that who is
   * known goes on while the database does not answer.
   */
  refresh(): Promise<void>;
  /** All that this gateway knows of, by user. */
  all(): ReadonlyMap<string, Budget>;
  forget(userId: string): void;
  /** One after the other with what else changes slices. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

interface Waiter {
  readonly need: Tokens;
  readonly admitted: (budget: Budget) => void;
  readonly refused: (error: unknown) => void;
}

interface Refusal {
  readonly error: Error;
  readonly need: 'prompt' | 'gen';
  readonly untilMs: number;
  /** What was open then: when that shrinks, something has come back. */
  readonly open: number;
}

/** So long a refusal stands for all who come after, so that somebody who goes on asking does not keep the database busy. */
const refusalStandsMs = 100;

export function createBudgets(source: SliceSource, clock: Pick<Clock, 'now'>): Budgets {
  return new MemoryBudgets(source, clock);
}

class MemoryBudgets implements Budgets {
  readonly #source: SliceSource;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #budgets = new Map<string, Budget>();
  readonly #waiting = new Map<string, Waiter[]>();
  readonly #refusals = new Map<string, Refusal>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(source: SliceSource, clock: Pick<Clock, 'now'>) {
    this.#source = source;
    this.#clock = clock;
  }

  reserve(userId: string, need: Tokens): Budget | Promise<Budget> {
    const budget = this.#budgetOf(userId);
    const queue = this.#waiting.get(userId);
    if (queue === undefined && budget.reserve(need, this.#clock.now())) return budget;
    this.#throwKnownRefusal(userId, budget, need);
    return new Promise((admitted, refused) => {
      const waiter = { need, admitted, refused };
      if (queue !== undefined) return void queue.push(waiter);
      this.#waiting.set(userId, [waiter]);
      void this.#serveQueue(userId, budget);
    });
  }

  take(userId: string, need: Tokens): Budget {
    const budget = this.#budgetOf(userId);
    budget.take(need, this.#clock.now());
    return budget;
  }

  #budgetOf(userId: string): Budget {
    let budget = this.#budgets.get(userId);
    if (budget === undefined) {
      budget = new Budget();
      this.#budgets.set(userId, budget);
    }
    return budget;
  }

  #throwKnownRefusal(userId: string, budget: Budget, need: Tokens): void {
    const refusal = this.#refusals.get(userId);
    if (refusal === undefined) return;
    if (!this.#stillStands(refusal, budget)) this.#refusals.delete(userId);
    else if (need[refusal.need] > 0) throw refusal.error;
  }

  async #serveQueue(userId: string, budget: Budget): Promise<void> {
    const queue = this.#waiting.get(userId) as Waiter[];
    try {
      for (let waiter = queue[0]; waiter !== undefined; waiter = queue[0]) {
        const error = await this.#admit(userId, budget, waiter.need);
        queue.shift();
        // Before it is told: who comes next need not wait for anything.
        if (queue.length === 0) this.#waiting.delete(userId);
        if (error === null) waiter.admitted(budget);
        else waiter.refused(error);
      }
    } catch (error) {
      this.#waiting.delete(userId);
      for (const { refused } of queue) refused(error);
    }
  }

  /** null: it is reserved. */
  async #admit(userId: string, budget: Budget, need: Tokens): Promise<Error | null> {
    if (budget.reserve(need, this.#clock.now())) return null;
    const known = this.#refusals.get(userId);
    if (known !== undefined && need[known.need] > 0 && this.#stillStands(known, budget)) return known.error;
    const answer = await this.exclusive(async () => {
      const { open } = budget;
      const taken = await this.#source.take(userId, need, open);
      if (taken === null) return null;
      budget.slice = taken.decision.kind === 'granted' ? taken.decision.slice : open;
      if (taken.decision.kind === 'granted') budget.within = taken.decision.within;
      budget.limits = taken.limits;
      return taken;
    });
    // A user who is gone has no limits; the credentials are refused within a second.
    if (answer === null || answer.decision.kind === 'granted') {
      budget.take(need, this.#clock.now());
      return null;
    }
    const { sort, used, limit } = answer.decision;
    const error = lifetimeRefusal({ sort, used: used + budget.unwritten[sort], limit });
    const untilMs = this.#clock.now() + refusalStandsMs;
    this.#refusals.set(userId, { error, need: sort, untilMs, open: budget.open[sort] });
    return error;
  }

  #stillStands(refusal: Refusal, budget: Budget): boolean {
    return this.#clock.now() < refusal.untilMs && budget.open[refusal.need] >= refusal.open;
  }

  refresh(): Promise<void> {
    return this.exclusive(async () => {
      const limits = await this.#source.limitsOf([...this.#budgets.keys()]);
      this.#refusals.clear();
      for (const [userId, budget] of this.#budgets)
        if (budget.limits !== null) heed(budget, limits.get(userId) ?? null);
    });
  }

  all(): ReadonlyMap<string, Budget> {
    return this.#budgets;
  }

  forget(userId: string): void {
    if (!this.#waiting.has(userId)) this.#budgets.delete(userId);
  }

  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => {});
    return done;
  }
}

/** What is left of a slice was granted under the limits of that time. */
function heed(budget: Budget, limits: LifetimeLimits | null): void {
  const { prompt, gen } = budget.limits ?? { prompt: null, gen: null };
  if (limits?.prompt !== prompt || limits.gen !== gen) budget.slice = minus(budget.slice, budget.spare);
  budget.limits = limits;
}
