/**
 * Writes the journal, and says what happens while the file system takes nothing, e.g. because the disk is full: requests
 * go on for a minute, as they do without the database. What they cost is kept here meanwhile and written as soon as that
 * is possible; only who kills the gateway within that minute has it lost.
 */
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Journal } from './journal.ts';

const goOnMs = 60_000;
/** What waits is tried as a whole, so not with each request. */
const tryEachMs = 250;

export interface JournalWritingOptions {
  readonly journal: Pick<Journal, 'flush'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'warn' | 'info'>;
}

export class JournalWriting {
  readonly #options: JournalWritingOptions;
  #failingSinceMs = 0;
  #triedAtMs = 0;
  /** What the file system said last; null: all is written. */
  fault: Error | null = null;

  constructor(options: JournalWritingOptions) {
    this.#options = options;
  }

  /** Whether the minute is over: nothing more may begin. */
  get isRefusing(): boolean {
    return this.fault !== null && this.#options.clock.now() - this.#failingSinceMs > goOnMs;
  }

  /** null: requests may go on, all being written or not. Does not throw. */
  write(): Error | null {
    const { journal, clock, log } = this.#options;
    if (this.fault !== null && clock.now() - this.#triedAtMs < tryEachMs) return this.#verdict();
    try {
      journal.flush();
      if (this.fault !== null) log.info({}, 'usage is being written to the journal again');
      this.fault = null;
    } catch (error) {
      this.#triedAtMs = clock.now();
      if (this.fault === null) {
        this.#failingSinceMs = this.#triedAtMs;
        log.warn({ err: error }, 'usage waits: the data directory takes nothing now');
      }
      this.fault = error as Error;
    }
    return this.#verdict();
  }

  #verdict(): Error | null {
    return this.isRefusing ? this.fault : null;
  }
}
