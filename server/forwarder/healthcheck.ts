/** Asks the engine until it is ready: nothing is forwarded before. */
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { httpCall } from '../platform/web/http-call.ts';
import type { ForwarderSettings } from './settings.ts';

export interface HealthcheckOptions {
  readonly urls: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** At first often, so that a small engine is used as soon as it is there. */
const FIRST_PAUSE_MS = 20;
const LAST_PAUSE_MS = 1_000;
const ASK_TIMEOUT_MS = 5_000;
const TELL_EACH_MS = 10_000;

/** Each once, sync first. */
export function healthcheckUrls({ sync, stream }: ForwarderSettings): string[] {
  const urls = [sync, stream].flatMap((section) =>
    section === null ? [] : [section.origin + section.healthcheckRoute],
  );
  return [...new Set(urls)];
}

/** Resolves when each has answered 200, or when the signal fires (false). */
export async function untilHealthy({ urls, clock, log, signal }: HealthcheckOptions): Promise<boolean> {
  const all = await Promise.all(urls.map((url) => untilOne(url, clock, log, signal)));
  return all.every(Boolean);
}

async function untilOne(url: string, clock: Clock, log: Log, signal: AbortSignal): Promise<boolean> {
  const startedAt = clock.now();
  let toldAt = Number.NEGATIVE_INFINITY;
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(LAST_PAUSE_MS, pauseMs * 1.5)) {
    const fault = await ask(url, signal);
    if (fault === null) {
      log.info({ url, ms: Math.round(clock.now() - startedAt) }, 'the engine is healthy');
      return true;
    }
    if (clock.now() - toldAt >= TELL_EACH_MS && !signal.aborted) {
      toldAt = clock.now();
      log.info({ url, answer: fault, ms: Math.round(toldAt - startedAt) }, 'waiting for the engine to be healthy');
    }
    await pause(pauseMs, clock, signal);
  }
  return false;
}

/** What it answered instead of 200; null: it is healthy. */
async function ask(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { status } = await httpCall(url, { timeoutMs: ASK_TIMEOUT_MS, signal });
    return status === 200 ? null : String(status);
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return code ?? name;
  }
}

function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.timer(ms, done);
    signal.addEventListener('abort', done);
  });
}
