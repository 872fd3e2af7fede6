import type { Clock } from '../../../platform/clock.ts';

/** Resolves after `ms` of the clock; rejects with the signal's reason when that aborts. */
export function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const aborted = (): void => {
      stop();
      reject(signal.reason);
    };
    const stop = clock.timer(ms, () => {
      signal.removeEventListener('abort', aborted);
      resolve();
    });
    signal.addEventListener('abort', aborted, { once: true });
  });
}
