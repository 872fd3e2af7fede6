/** The choice of the hot path: which ready replica takes the next request. Allocates nothing. */

/** What the choice looks at; a Replica, or a copy of it while several grants are planned at once. */
export interface Seat {
  readonly phase: string;
  readonly variant: number;
  readonly room: number;
  inFlight: number;
  turn: number;
  readonly failingUntil: number;
  readonly loras: ReadonlyMap<string, { readonly state: string }>;
}

/**
 * Least in flight first, round-robin among equals, of those that are ready, fit and have room. One that has been
 * failing is left alone as long as another one that fits is ready, even if that one is full. null: none now.
 */
export function pickReplica<S extends Seat>(
  seats: readonly S[],
  minVariant: number,
  lora: string | null,
  now: () => number,
): S | null {
  let best: S | null = null;
  let anyHealthy = false;
  let anyFailing = false;
  for (let index = 0; index < seats.length; index++) {
    const seat = seats[index] as S;
    if (!suits(seat, minVariant, lora)) continue;
    if (seat.failingUntil !== 0 && seat.failingUntil > now()) {
      anyFailing = true;
      continue;
    }
    anyHealthy = true;
    if (seat.inFlight < seat.room && (best === null || isBefore(seat, best))) best = seat;
  }
  return anyHealthy || !anyFailing ? best : pickFailing(seats, minVariant, lora);
}

function pickFailing<S extends Seat>(seats: readonly S[], minVariant: number, lora: string | null): S | null {
  let best: S | null = null;
  for (const seat of seats) {
    if (!suits(seat, minVariant, lora) || seat.inFlight >= seat.room) continue;
    if (best === null || seat.failingUntil < best.failingUntil) best = seat;
  }
  return best;
}

function suits(seat: Seat, minVariant: number, lora: string | null): boolean {
  if (seat.phase !== 'ready' || seat.variant < minVariant) return false;
  return lora === null || seat.loras.get(lora)?.state === 'loaded';
}

function isBefore(seat: Seat, other: Seat): boolean {
  return seat.inFlight < other.inFlight || (seat.inFlight === other.inFlight && seat.turn < other.turn);
}
