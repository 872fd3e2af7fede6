import type { Clock } from '../../../../../server/platform/clock.ts';

interface Timer {
  readonly at: number;
  readonly seq: number;
  readonly run: () => void;
}

/** Time that passes only when a test says so; promises settle between timers as they do in a real event loop. */
export class VirtualClock implements Clock {
  #now = 1000;
  #seq = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(Date.UTC(2030, 0, 1) + this.#now);
  }

  timer(delayMs: number, run: () => void): () => void {
    this.#seq += 1;
    const timer = { at: this.#now + delayMs, seq: this.#seq, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Resolves after `delayMs` of virtual time. */
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.timer(delayMs, resolve);
    });
  }

  /** Lets everything happen that is due within the next `ms`. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settled();
    let fired = 0;
    for (let next = this.#earliest(until); next; next = this.#earliest(until)) {
      fired += 1;
      if (fired > 1000 + ms) throw new Error(`more than ${fired - 1} timers within ${ms} ms: somebody spins`);
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = until;
  }

  #earliest(until: number): Timer | null {
    let earliest: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at > until) continue;
      if (!earliest || timer.at < earliest.at || (timer.at === earliest.at && timer.seq < earliest.seq))
        earliest = timer;
    }
    return earliest;
  }
}

/** All promises that can settle now have settled. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
