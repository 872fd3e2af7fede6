import type { Clock } from '../../../../../server/platform/clock.ts';

export interface FakeTime {
  readonly clock: Clock;
  /** Lets what is under way come to rest, then moves on in steps, running the timers that are due. */
  pass(ms: number): Promise<void>;
}

const stepMs = 10;

export function fakeTime(): FakeTime {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    clock: {
      now: () => now,
      date: () => new Date(Date.UTC(2026, 0, 1) + now),
      timer(delayMs, run) {
        const timer = { at: now + delayMs, run };
        timers.add(timer);
        return () => void timers.delete(timer);
      },
    },
    async pass(ms) {
      await settle();
      for (const end = now + ms; now < end; ) {
        now = Math.min(end, now + stepMs);
        for (const timer of [...timers].filter(({ at }) => at <= now)) {
          timers.delete(timer);
          timer.run();
        }
        await settle();
      }
    },
  };
}
