/**
 * A clock that can be held: time while the own model loads, or while room is made for it, does not count against
 * `max_wait`. Waiters note its reading when they come, so holding it costs the same for one waiter as for a thousand.
 */
export interface WaitClock {
  counted: number;
  at: number;
  held: boolean;
}

export function newWaitClock(now: number): WaitClock {
  return { counted: 0, at: now, held: false };
}

/** Milliseconds that have counted so far. */
export function readClock(clock: WaitClock, now: number): number {
  return clock.held ? clock.counted : clock.counted + (now - clock.at);
}

export function holdClock(clock: WaitClock, held: boolean, now: number): void {
  if (clock.held === held) return;
  clock.counted = readClock(clock, now);
  clock.at = now;
  clock.held = held;
}
