/** Crashes and what follows from them: backoff, and giving up after five in ten minutes. Pure but for `trouble`. */
import type { Trouble } from './state.ts';

const troubleWindowMs = 10 * 60_000;
const crashesUntilFailed = 5;

/** 1, 2, 4 … 60 s for the 1st, 2nd, 3rd … time, ±20 %. */
export function backoffMs(times: number, random: () => number): number {
  const base = Math.min(60_000, 1000 * 2 ** Math.max(0, times - 1));
  return Math.round(base * (0.8 + 0.4 * random()));
}

interface Crash {
  readonly now: number;
  readonly reason: string;
  /** How long it had been ready; null: it never was. */
  readonly readyForMs: number | null;
  /** A start that failed without those who wait having been told: they wait until the next attempt. */
  readonly waits?: boolean;
  readonly random: () => number;
}

/** Notes a crash or a failed start. Afterwards `failed`, or when the next attempt may be made. */
export function noteCrash(trouble: Trouble, crash: Crash): void {
  if (crash.readyForMs !== null && crash.readyForMs >= troubleWindowMs) {
    trouble.inARow = 0;
    trouble.probation = false;
  }
  trouble.times = trouble.times.filter((time) => time > crash.now - troubleWindowMs);
  trouble.times.push(crash.now);
  trouble.inARow += 1;
  if (trouble.probation || trouble.times.length >= crashesUntilFailed) {
    const last = `The last time: ${crash.reason}`;
    trouble.failed = trouble.probation
      ? `it crashed again after it had been given up. ${last}`
      : `it crashed ${crashesUntilFailed} times in ten minutes and is not started by itself any more. ${last}`;
    trouble.probation = true;
    trouble.notBefore = 0;
    return;
  }
  const next = crash.now + backoffMs(trouble.inARow, crash.random);
  trouble.retryAt = next;
  // A request that meets a failed start has been told so; the next one may try at once.
  trouble.notBefore = crash.readyForMs === null && !crash.waits ? 0 : next;
}

/** Somebody wants it again: one fresh attempt. */
export function askAgain(trouble: Trouble): void {
  trouble.failed = null;
}
