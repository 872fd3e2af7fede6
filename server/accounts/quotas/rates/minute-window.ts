/**
 * What was counted in the last minute, in slots of a second. The current second and the sixty before it count, so that in
 * no sixty seconds, wherever they begin, there is more than a limit allows. Pure.
 */
const SLOTS = 61;
const SLOT_MS = 1000;

export class MinuteWindow {
  readonly #slots = new Float64Array(SLOTS);
  /** Number of the newest slot since the clock's beginning. */
  #newest = 0;
  #total = 0;

  total(nowMs: number): number {
    this.#advance(nowMs);
    return this.#total;
  }

  /** Returns the slot, for `correct`. */
  add(nowMs: number, amount: number): number {
    this.#advance(nowMs);
    this.#put(this.#newest, amount);
    return this.#newest;
  }

  /** Changes what was counted in a slot; one that has left the window is past. */
  correct(nowMs: number, slot: number, difference: number): void {
    this.#advance(nowMs);
    if (slot > this.#newest - SLOTS) this.#put(slot, difference);
  }

  /** Milliseconds until not more than `amount` is left in the window; 0: it is so now. */
  msUntil(nowMs: number, amount: number): number {
    this.#advance(nowMs);
    let left = 0;
    // From the newest: what is more than the amount from there on has to leave.
    for (let slot = this.#newest; slot > this.#newest - SLOTS; slot--) {
      left += this.#slots[index(slot)] as number;
      if (left > amount) return this.#leavesInMs(slot, nowMs);
    }
    return 0;
  }

  #leavesInMs(slot: number, nowMs: number): number {
    return (slot + SLOTS) * SLOT_MS - nowMs;
  }

  #put(slot: number, amount: number): void {
    this.#slots[index(slot)] = (this.#slots[index(slot)] as number) + amount;
    this.#total += amount;
  }

  #advance(nowMs: number): void {
    const newest = Math.floor(nowMs / SLOT_MS);
    if (newest <= this.#newest) return;
    const passed = Math.min(newest - this.#newest, SLOTS);
    for (let slot = newest - passed + 1; slot <= newest; slot++) {
      this.#total -= this.#slots[index(slot)] as number;
      this.#slots[index(slot)] = 0;
    }
    this.#newest = newest;
  }
}

function index(slot: number): number {
  const rest = slot % SLOTS;
  return rest < 0 ? rest + SLOTS : rest;
}
