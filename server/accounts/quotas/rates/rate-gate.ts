/** One rate limit and what counts against it: of a key or a user, for one model or for all. Pure. */
import { MinuteWindow } from './minute-window.ts';

/** null: no limit. */
export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
  readonly concurrentRequests: number | null;
}

export type RateLimitName = 'requests per minute' | 'tokens per minute' | 'concurrent requests';

export interface RateRefusal {
  readonly limit: RateLimitName;
  readonly used: number;
  readonly allowed: number;
  readonly retryAfterMs: number;
}

/** How one limit per minute stands. */
export interface RateStanding {
  readonly limit: number;
  readonly remaining: number;
  /** Until nothing counts any more. */
  readonly resetMs: number;
}

/** A request that was let through; given back at its end. */
export interface RatePass {
  readonly slot: number;
  readonly tokens: number;
}

/** When a place gets free is not known; it is worth asking again soon. */
const concurrentRetryMs = 1000;

export class RateGate {
  limits: RateLimits;
  readonly #requests = new MinuteWindow();
  readonly #tokens = new MinuteWindow();
  #running = 0;

  constructor(limits: RateLimits) {
    this.limits = limits;
  }

  /** null: one more may pass. What it costs does not matter as long as something is left. */
  refusal(nowMs: number): RateRefusal | null {
    const { concurrentRequests, requestsPerMinute, tokensPerMinute } = this.limits;
    if (concurrentRequests !== null && this.#running >= concurrentRequests)
      return {
        limit: 'concurrent requests',
        used: this.#running,
        allowed: concurrentRequests,
        retryAfterMs: concurrentRetryMs,
      };
    return (
      full('requests per minute', this.#requests, requestsPerMinute, nowMs) ??
      full('tokens per minute', this.#tokens, tokensPerMinute, nowMs)
    );
  }

  /** Call only where there is no refusal. */
  enter(nowMs: number, tokens: number): RatePass {
    this.#running += 1;
    this.#requests.add(nowMs, 1);
    return { slot: this.#tokens.add(nowMs, tokens), tokens };
  }

  /** What it really cost takes the place of what was reserved. `counts` false: no engine has had the request. */
  leave(nowMs: number, pass: RatePass, tokens: number, counts: boolean): void {
    this.#running -= 1;
    this.#tokens.correct(nowMs, pass.slot, tokens - pass.tokens);
    if (!counts) this.#requests.correct(nowMs, pass.slot, -1);
  }

  requests(nowMs: number): RateStanding | null {
    return standing(this.#requests, this.limits.requestsPerMinute, nowMs);
  }

  tokens(nowMs: number): RateStanding | null {
    return standing(this.#tokens, this.limits.tokensPerMinute, nowMs);
  }

  /** Whether forgetting it would change nothing. */
  isIdle(nowMs: number): boolean {
    return this.#running === 0 && this.#requests.total(nowMs) === 0;
  }
}

function full(name: RateLimitName, window: MinuteWindow, limit: number | null, nowMs: number): RateRefusal | null {
  if (limit === null) return null;
  const used = window.total(nowMs);
  if (used < limit) return null;
  return { limit: name, used, allowed: limit, retryAfterMs: window.msUntil(nowMs, limit - 1) };
}

function standing(window: MinuteWindow, limit: number | null, nowMs: number): RateStanding | null {
  if (limit === null) return null;
  const remaining = Math.max(0, limit - window.total(nowMs));
  return { limit, remaining, resetMs: window.msUntil(nowMs, 0) };
}
