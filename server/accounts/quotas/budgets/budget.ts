/**
 * One user's lifetime budget as one gateway holds it: a slice taken from the database, and what of it is open. Pure.
 * Invariant: what the database has as used, and as slices, is never less than what was really used.
 */

import { atLeast, atMost, minus, NO_TOKENS, plus, type Tokens } from '../tokens.ts';
import type { LifetimeLimits } from './grant.ts';

export class Budget {
  /** null: not known yet, or no more: the database must be asked. */
  limits: LifetimeLimits | null = null;
  /** Held in the database for this gateway. */
  slice: Tokens = NO_TOKENS;
  /** So much may be open by the limit, as the database knew it; the slice is more where one request was granted more. */
  within: Tokens = { prompt: Number.POSITIVE_INFINITY, gen: Number.POSITIVE_INFINITY };
  /** Reserved by requests, or used and not yet written down there. */
  open: Tokens = NO_TOKENS;
  /** Of what is open: used, and not yet written down there. */
  unwritten: Tokens = NO_TOKENS;
  lastUsedMs = 0;

  /** Whether the slice has room, and if so takes it. */
  reserve(need: Tokens, now: number): boolean {
    if (this.limits === null || !this.#covers(need)) return false;
    this.take(need, now);
    return true;
  }

  /** Without asking: for what has been granted, and for what was generated beyond what was reserved. */
  take(tokens: Tokens, now: number): void {
    this.open = plus(this.open, tokens);
    this.lastUsedMs = now;
  }

  /** A request has ended: what was reserved becomes what was used, which stays open until it is written. */
  settle(reserved: Tokens, used: Tokens): void {
    this.open = plus(minus(this.open, reserved), used);
    this.unwritten = plus(this.unwritten, used);
  }

  /** Gives up what one request was granted beyond the limit and does not need any more. */
  trim(): void {
    this.slice = atLeast(atMost(this.slice, this.within), atMost(this.slice, this.open));
  }

  /** The slice after `used` has been charged. What is open stays covered, also where requests took more than they had. */
  sliceAfter(used: Tokens): Tokens {
    const limited = atLeast(minus(this.slice, used), minus(this.open, used));
    const { prompt, gen } = this.limits ?? { prompt: 0, gen: 0 };
    return {
      prompt: prompt === null ? 0 : Math.max(0, limited.prompt),
      gen: gen === null ? 0 : Math.max(0, limited.gen),
    };
  }

  /** `used` has been charged in the database, where the slice is now this one. */
  written(used: Tokens, slice: Tokens): void {
    this.open = minus(this.open, used);
    this.unwritten = minus(this.unwritten, used);
    this.within = minus(this.within, used);
    this.slice = slice;
  }

  /** The part of the slice that nobody needs. */
  get spare(): Tokens {
    return atLeast(minus(this.slice, this.open), NO_TOKENS);
  }

  #covers(need: Tokens): boolean {
    const { prompt, gen } = this.limits ?? { prompt: 0, gen: 0 };
    return (
      (prompt === null || need.prompt === 0 || this.#has('prompt', need.prompt)) &&
      (gen === null || need.gen === 0 || this.#has('gen', need.gen))
    );
  }

  #has(sort: keyof Tokens, tokens: number): boolean {
    return this.slice[sort] - this.open[sort] >= tokens && this.open[sort] < this.within[sort];
  }
}
