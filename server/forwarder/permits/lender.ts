/** The lender's side (see messages.ts): a pure core that is given messages and sends some. */
import type { ToBorrower, ToLender } from './messages.ts';

export interface LenderOptions {
  readonly permits: number;
  /** How many borrowers there will be: each begins with its share. */
  readonly borrowers: number;
  readonly send: (borrower: number, message: ToBorrower) => void;
}

export interface Lender {
  /** A borrower has come; returns the permits that it begins with, which may be none. */
  join(borrower: number): number;
  /** A borrower is no more: what was lent to it is free. */
  leave(borrower: number): void;
  receive(borrower: number, message: ToLender): void;
  /** Permits that nobody has, for tests and the log. */
  free(): number;
}

interface Ask {
  readonly borrower: number;
  readonly wanted: number;
}

/** All borrowers that might have idle permits are asked at once; until they have answered, further asks wait. */
interface Round {
  readonly number: number;
  asks: Ask[];
  readonly outstanding: Set<number>;
}

export function createLender(options: LenderOptions): Lender {
  return new PermitLender(options);
}

class PermitLender implements Lender {
  readonly #options: LenderOptions;
  readonly #lent = new Map<number, number>();
  #free: number;
  #waiting: Ask[] = [];
  #round: Round | null = null;
  #rounds = 0;

  constructor(options: LenderOptions) {
    this.#options = options;
    this.#free = options.permits;
  }

  free(): number {
    return this.#free;
  }

  join(borrower: number): number {
    const share = Math.floor(this.#options.permits / this.#options.borrowers);
    const count = Math.min(this.#free, share);
    this.#free -= count;
    this.#lent.set(borrower, count);
    return count;
  }

  leave(borrower: number): void {
    this.#free += this.#lent.get(borrower) ?? 0;
    this.#lent.delete(borrower);
    const others = (ask: Ask): boolean => ask.borrower !== borrower;
    this.#waiting = this.#waiting.filter(others);
    if (this.#round !== null) {
      this.#round.asks = this.#round.asks.filter(others);
      this.#round.outstanding.delete(borrower);
    }
    this.#go();
  }

  receive(borrower: number, message: ToLender): void {
    if (!this.#lent.has(borrower)) return;
    if (message.type === 'ask') this.#waiting.push({ borrower, wanted: message.wanted });
    else {
      this.#free += message.count;
      this.#lent.set(borrower, (this.#lent.get(borrower) as number) - message.count);
      if (message.round === this.#round?.number) this.#round.outstanding.delete(borrower);
    }
    this.#go();
  }

  #go(): void {
    for (;;) {
      if (this.#round !== null && !this.#advance(this.#round)) return;
      this.#round = null;
      this.#waiting = this.#lendTo(this.#waiting);
      if (this.#waiting.length === 0) return;
      this.#begin();
    }
  }

  /** True: the round is over. */
  #advance(round: Round): boolean {
    round.asks = this.#lendTo(round.asks);
    if (round.asks.length > 0 && round.outstanding.size > 0) return false;
    for (const { borrower } of round.asks) this.#options.send(borrower, { type: 'deny' });
    return true;
  }

  #begin(): void {
    const asks = this.#waiting;
    this.#waiting = [];
    this.#rounds += 1;
    const asking = new Set(asks.map((ask) => ask.borrower));
    const outstanding = new Set([...this.#lent.keys()].filter((one) => !asking.has(one)));
    const round: Round = { number: this.#rounds, asks, outstanding };
    this.#round = round;
    for (const one of [...outstanding]) this.#options.send(one, { type: 'recall', round: round.number });
  }

  /** Serves asks in their order while there are free ones; returns those that are left. */
  #lendTo(asks: readonly Ask[]): Ask[] {
    let next = 0;
    for (; next < asks.length && this.#free > 0; next++) {
      const { borrower, wanted } = asks[next] as Ask;
      // More than asked for, so that it need not ask again for each request; what nobody else waits for goes with it.
      const isLast = next === asks.length - 1;
      const count = isLast ? this.#free : Math.min(this.#free, Math.max(wanted, Math.ceil(this.#free / 2)));
      this.#free -= count;
      this.#lent.set(borrower, (this.#lent.get(borrower) as number) + count);
      this.#options.send(borrower, { type: 'lend', count });
    }
    return asks.slice(next);
  }
}
