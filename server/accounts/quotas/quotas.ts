/**
 * Lets a request through if its limits allow, before it asks for an engine, and settles what it really cost. Rates are
 * asked first, because they cost nothing; then the lifetime budget; then what is reserved is written down.
 */
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { isoTime } from '../../platform/iso-time.ts';
import type { Caller } from '../keys.ts';
import { type Charge, Entry, type Ledger } from '../usage/index.ts';
import type { Budget } from './budgets/budget.ts';
import type { Budgets } from './budgets/budgets.ts';
import type { Rates, RateTicket } from './rates/rates.ts';

export interface QuotaAsk {
  readonly caller: Caller;
  readonly requestId: string;
  /** The forwarded route. */
  readonly path: string;
  /** The model's own name. */
  readonly model: string;
  /** The most that it can cost, as far as that is known. */
  readonly promptTokens: number;
  readonly genTokens: number;
  /** At least `genTokens`: so much of a lifetime limit is kept for it, where it might get longer than that. */
  readonly mostGenTokens: number;
}

/** A request that was let through. */
export interface Hold {
  /** `x-ratelimit-*`: flat `[name, value, …]`, for its answer. */
  readonly headers: readonly string[];
  readonly reserved: { readonly promptTokens: number; readonly genTokens: number };
  /**
   * Calls `go` when what is reserved has been written down: at the end of this turn of the loop, with all others of it.
   * No engine may be asked before that. `go` gets `storage_unavailable` where it could not be written.
   */
  whenWritten(go: (error: AppError | null) => void): void;
  /** So much has been generated until now. Call it before that goes out: what is beyond the reserve is written down. */
  generated(genTokens: number): void;
  /** Frees its place among the concurrent requests; `settle` may come later. */
  settle(charge: Charge): void;
  /** No engine answered: nothing is charged. */
  cancel(): void;
}

export interface Quotas {
  /** False: `reserve` gives null, and need not be asked what it would take some work to ask. */
  counts(caller: Caller): boolean;
  /**
   * null: nothing is counted for this caller. At once wherever the database need not be asked. Throws, or rejects with,
   * `rate_limit_exceeded`, `insufficient_quota`, `storage_unavailable`.
   */
  reserve(ask: QuotaAsk): Hold | null | Promise<Hold | null>;
}

export interface QuotasOptions {
  readonly gatewayId: string;
  readonly rates: Rates;
  readonly budgets: Pick<Budgets, 'reserve' | 'take'>;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** What is added to a reserve that has been used up, so that not every further token is written down by itself. */
const growBy = 256;

export function createQuotas(options: QuotasOptions): Quotas {
  const { rates, budgets } = options;
  let made = 0;
  return {
    counts: ({ account }) => (account !== null && account.userId !== null) || rates.any(),
    reserve(ask) {
      const { account, name } = ask.caller;
      const ticket = rates.enter({
        account: account ?? ask.caller,
        userId: account?.userId ?? null,
        keyId: account?.credentialId ?? null,
        callerName: name,
        model: ask.model,
        tokens: ask.promptTokens + ask.genTokens,
      });
      const userId = account?.userId ?? null;
      if (account === null || userId === null) return ticket === null ? null : new RateHold(ask, ticket);
      const hold = (budget: Budget): Hold => {
        made += 1;
        return new AccountHold(options, ask, { userId, credentialId: account.credentialId, budget, ticket }, made);
      };
      try {
        const need = { prompt: ask.promptTokens, gen: ask.mostGenTokens };
        const budget = budgets.reserve(userId, need);
        if (!(budget instanceof Promise)) return hold(budget);
        return budget
          .catch((error) => (account.unlimited && isDown(error) ? budgets.take(userId, need) : Promise.reject(error)))
          .then(hold)
          .catch((error) => refused(error, ticket));
      } catch (error) {
        return refused(error, ticket);
      }
    },
  };
}

/** Whoever has no limits needs no slice of them. */
const isDown = (error: unknown): boolean => error instanceof AppError && error.code === 'storage_unavailable';

function refused(error: unknown, ticket: RateTicket | null): never {
  ticket?.leave(0, false);
  throw error;
}

/** Of a caller without an account: rates only. */
class RateHold implements Hold {
  readonly reserved: Hold['reserved'];
  readonly #ticket: RateTicket;
  #ended = false;

  constructor({ promptTokens, genTokens }: QuotaAsk, ticket: RateTicket) {
    this.reserved = { promptTokens, genTokens };
    this.#ticket = ticket;
  }

  get headers(): readonly string[] {
    return this.#ticket.headers;
  }

  whenWritten(go: (error: AppError | null) => void): void {
    go(null);
  }

  generated(): void {}

  settle({ promptTokens, genTokens }: Charge): void {
    this.#leave(promptTokens + genTokens, true);
  }

  cancel(): void {
    this.#leave(0, false);
  }

  #leave(tokens: number, counts: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#ticket.leave(tokens, counts);
  }
}

interface Account {
  readonly userId: string;
  readonly credentialId: string;
  readonly budget: Budget;
  readonly ticket: RateTicket | null;
}

const noHeaders: readonly string[] = [];

class AccountHold implements Hold {
  readonly #options: QuotasOptions;
  readonly #budget: Budget;
  readonly #ticket: RateTicket | null;
  readonly #entry: Entry;
  /** Taken from the budget; the journal has what is likely, so that a restart charges no more. */
  #taken: number;

  constructor(
    options: QuotasOptions,
    ask: QuotaAsk,
    { userId, credentialId, budget, ticket }: Account,
    number: number,
  ) {
    const { requestId, model, path, promptTokens, genTokens } = ask;
    const id = `${options.gatewayId}-${number}`;
    const createdAt = isoTime(options.clock.date().getTime());
    this.#options = options;
    this.#budget = budget;
    this.#ticket = ticket;
    this.#taken = ask.mostGenTokens;
    this.#entry = new Entry({
      id,
      requestId,
      userId,
      credentialId,
      model,
      path,
      promptTokens,
      genTokens,
      createdAt,
    });
    options.ledger.open(this.#entry);
  }

  get headers(): readonly string[] {
    return this.#ticket?.headers ?? noHeaders;
  }

  get reserved(): Hold['reserved'] {
    return this.#entry;
  }

  whenWritten(go: (error: AppError | null) => void): void {
    this.#options.ledger.whenWritten(go);
  }

  generated(genTokens: number): void {
    const { isOpen, genTokens: reserved } = this.#entry;
    if (!isOpen || genTokens <= reserved) return;
    const reserve = genTokens + growBy;
    if (reserve > this.#taken) {
      this.#budget.take({ prompt: 0, gen: reserve - this.#taken }, this.#options.clock.now());
      this.#taken = reserve;
    }
    this.#options.ledger.grown(this.#entry, reserve);
  }

  settle(charge: Charge): void {
    if (!this.#entry.isOpen) return;
    this.#end(charge.promptTokens, charge.genTokens, true);
    this.#options.ledger.end(this.#entry, charge);
  }

  cancel(): void {
    if (!this.#entry.isOpen) return;
    this.#end(0, 0, false);
    this.#options.ledger.drop(this.#entry);
  }

  #end(prompt: number, gen: number, counts: boolean): void {
    this.#budget.settle({ prompt: this.#entry.promptTokens, gen: this.#taken }, { prompt, gen });
    this.#ticket?.leave(prompt + gen, counts);
  }
}
