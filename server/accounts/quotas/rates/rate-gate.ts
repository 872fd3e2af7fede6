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

/** The limits that count by the minute. */
export type PerMinute = 'requests' | 'tokens';

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

  /** Call only where there is no refusal. Returns where it counts, for `leave`: at one moment the same for all gates. */
  enter(nowMs: number, tokens: number): number {
    this.#running += 1;
    this.#requests.add(nowMs, 1);
    return this.#tokens.add(nowMs, tokens);
  }

  /** `more` than was reserved (less: below 0). `counts` false: no engine has had the request. */
  leave(nowMs: number, slot: number, more: number, counts: boolean): void {
    this.#running -= 1;
    this.#tokens.correct(nowMs, slot, more);
    if (!counts) this.#requests.correct(nowMs, slot, -1);
  }

  /** null: no limit. */
  limit(of: PerMinute): number | null {
    return of === 'requests' ? this.limits.requestsPerMinute : this.limits.tokensPerMinute;
  }

  /** What is left of a limit; Infinity: there is none. */
  remaining(of: PerMinute, nowMs: number): number {
    const limit = this.limit(of);
    if (limit === null) return Number.POSITIVE_INFINITY;
    const used = this.#window(of).total(nowMs);
    return used < limit ? limit - used : 0;
  }

  /** Milliseconds until nothing counts any more. */
  resetMs(of: PerMinute, nowMs: number): number {
    return this.#window(of).msUntil(nowMs, 0);
  }

  #window(of: PerMinute): MinuteWindow {
    return of === 'requests' ? this.#requests : this.#tokens;
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
