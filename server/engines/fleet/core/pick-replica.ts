/** The choice of the hot path: which ready replica takes the next request. Allocates nothing. */

/** What the choice looks at; a Replica, or a copy of it while several grants are planned at once. */
export interface Seat {
  readonly phase: string;
  readonly variant: number;
  readonly room: number;
  inFlight: number;
  turn: number;
  readonly failingUntil: number;
}

/**
 * Least in flight first, round-robin among equals, of those that are ready, fit and have room. One that has been
 * failing is left alone as long as another one that fits is ready, even if that one is full. null: none now.
 */
export function pickReplica<S extends Seat>(seats: readonly S[], minVariant: number, now: () => number): S | null {
  let best: S | null = null;
  let anyHealthy = false;
  let anyFailing = false;
  for (let index = 0; index < seats.length; index++) {
    const seat = seats[index] as S;
    if (seat.phase !== 'ready' || seat.variant < minVariant) continue;
    if (seat.failingUntil !== 0 && seat.failingUntil > now()) {
      anyFailing = true;
      continue;
    }
    anyHealthy = true;
    if (seat.inFlight < seat.room && (best === null || isBefore(seat, best))) best = seat;
  }
  return anyHealthy || !anyFailing ? best : pickFailing(seats, minVariant);
}

function pickFailing<S extends Seat>(seats: readonly S[], minVariant: number): S | null {
  let best: S | null = null;
  for (const seat of seats) {
    if (seat.phase !== 'ready' || seat.variant < minVariant || seat.inFlight >= seat.room) continue;
    if (best === null || seat.failingUntil < best.failingUntil) best = seat;
  }
  return best;
}

function isBefore(seat: Seat, other: Seat): boolean {
  return seat.inFlight < other.inFlight || (seat.inFlight === other.inFlight && seat.turn < other.turn);
}
