export interface BucketRate {
  /** Taken at once at most. */
  readonly burst: number;
  readonly perMinute: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** A token bucket for each name. Names are the callers' words, so no more than `maxNames` are remembered. */
export class TokenBuckets {
  readonly #rate: BucketRate;
  readonly #maxNames: number;
  /** The one longest untouched first. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: BucketRate, maxNames = 10_000) {
    this.#rate = rate;
    this.#maxNames = maxNames;
  }

  /** Milliseconds until there is a token; 0: there is one. */
  waitMs(name: string, nowMs: number): number {
    const tokens = this.#tokens(name, nowMs);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 60_000) / this.#rate.perMinute);
  }

  take(name: string, nowMs: number): void {
    this.#set(name, this.#tokens(name, nowMs) - 1, nowMs);
  }

  giveBack(name: string, nowMs: number): void {
    const tokens = this.#tokens(name, nowMs) + 1;
    if (tokens >= this.#rate.burst) this.#buckets.delete(name);
    else this.#set(name, tokens, nowMs);
  }

  #tokens(name: string, nowMs: number): number {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) return this.#rate.burst;
    return Math.min(this.#rate.burst, bucket.tokens + ((nowMs - bucket.atMs) * this.#rate.perMinute) / 60_000);
  }

  #set(name: string, tokens: number, atMs: number): void {
    this.#buckets.delete(name);
    this.#buckets.set(name, { tokens, atMs });
    if (this.#buckets.size <= this.#maxNames) return;
    for (const oldest of this.#buckets.keys()) return void this.#buckets.delete(oldest);
  }
}
