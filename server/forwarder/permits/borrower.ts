import type { Permits, ToBorrower, ToLender } from './messages.ts';

export interface Borrower extends Permits {
  receive(message: ToBorrower): void;
  /** Permits in use, for tests and the log. */
  inUse(): number;
}

export interface BorrowerOptions {
  /** Permits that it has from the start. */
  readonly permits: number;
  /** null: there is no lender; what it has is all there is. */
  readonly send: ((message: ToLender) => void) | null;
}

type Waiter = (granted: boolean) => void;

export function createBorrower({ permits, send }: BorrowerOptions): Borrower {
  return new LocalPermits(permits, send);
}

class LocalPermits implements Borrower {
  readonly #send: BorrowerOptions['send'];
  #idle: number;
  #inUse = 0;
  #waiters: Waiter[] = [];
  #asking = false;
  /** How many of the waiters, from the first, the running ask is for. */
  #askedFor = 0;

  constructor(permits: number, send: BorrowerOptions['send']) {
    this.#idle = permits;
    this.#send = send;
  }

  inUse(): number {
    return this.#inUse;
  }

  take(done: Waiter): void {
    if (this.#idle > 0) {
      this.#idle -= 1;
      this.#inUse += 1;
      return done(true);
    }
    if (this.#send === null) return done(false);
    this.#waiters.push(done);
    this.#ask();
  }

  release(): void {
    this.#inUse -= 1;
    this.#idle += 1;
    this.#serve();
  }

  receive(message: ToBorrower): void {
    if (message.type === 'recall') return this.#giveBack(message.round);
    this.#asking = false;
    if (message.type === 'lend') {
      this.#idle += message.count;
      this.#serve();
    } else {
      // Those who came after the ask are asked for anew: a permit may have come free since.
      const refused = this.#waiters.splice(0, this.#askedFor);
      for (const waiter of refused) waiter(false);
    }
    this.#ask();
  }

  #ask(): void {
    if (this.#asking || this.#waiters.length === 0) return;
    this.#asking = true;
    this.#askedFor = this.#waiters.length;
    this.#send?.({ type: 'ask', wanted: this.#waiters.length });
  }

  #serve(): void {
    while (this.#idle > 0) {
      const waiter = this.#waiters.shift();
      if (waiter === undefined) return;
      if (this.#askedFor > 0) this.#askedFor -= 1;
      this.#idle -= 1;
      this.#inUse += 1;
      waiter(true);
    }
  }

  /** Half, so that two busy workers do not take all from each other by turns. */
  #giveBack(round: number): void {
    const count = Math.ceil(this.#idle / 2);
    this.#idle -= count;
    this.#send?.({ type: 'give', round, count });
  }
}
