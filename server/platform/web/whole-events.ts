/** Passes an event stream on by whole events: a client must never be left with half of one when the stream breaks. */
import { endOfLastEvent, endsWithEvent } from './event-boundary.ts';

const MAX_HELD_BYTES = 64 * 1024;

export class WholeEvents {
  /** The beginning of an event whose end is still to come. */
  #held: Buffer | null = null;
  #midEvent = false;

  /** Whether what went out so far ends with a whole event. */
  get atEventBoundary(): boolean {
    return !this.#midEvent;
  }

  /** What can go out now: up to the end of the last whole event. */
  push(chunk: Buffer): Buffer {
    const bytes = this.#held === null ? chunk : Buffer.concat([this.#held, chunk]);
    this.#held = null;
    this.#midEvent = false;
    if (endsWithEvent(bytes)) return bytes;
    const end = endOfLastEvent(bytes);
    // An event of this size is passed on in pieces rather than kept in memory.
    this.#midEvent = bytes.length - end > MAX_HELD_BYTES;
    if (this.#midEvent) return bytes;
    this.#held = Buffer.from(bytes.subarray(end));
    return bytes.subarray(0, end);
  }

  /** What is left when the stream has ended as it should; null: nothing. */
  rest(): Buffer | null {
    return this.#held;
  }
}
