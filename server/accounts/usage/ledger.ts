/**
 * What requests owe, from the moment they are let through until it is in the database: first in the journal, then in
 * batches there, off the path. While the database does not answer, everything is kept and tried again.
 */
import { Chain } from '../../platform/chain.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { Entry } from './entry.ts';
import type { Journal } from './journal.ts';
import { JournalWriting } from './journal-writing.ts';
import type { Charge, UsageRecord } from './usage-record.ts';

export interface Ledger {
  open(entry: Entry): void;
  /**
   * Calls `go` when all that was opened until now is written down, or will be (see `JournalWriting`); with
   * `storage_unavailable` where it has not been for too long. Then the caller must `drop` what he has opened.
   */
  whenWritten(go: (error: AppError | null) => void): void;
  /** It has become more than was reserved: the whole of it. Written down when it returns, where that is possible. */
  grown(entry: Entry, genTokens: number): void;
  /** Ends what was opened: charged. One that is not open stays as it is. */
  end(entry: Entry, charge: Charge): void;
  /** Ends what was opened: no engine answered, nothing is owed. */
  drop(entry: Entry): void;
  /** Begins to write each `everyMs`. */
  start(): void;
  /** Writes all that has ended. Rejects with `storage_unavailable`. */
  flush(): Promise<void>;
  /** Resolves when all that was opened has ended, or after `atMostMs`: true, or false. */
  allEnded(atMostMs: number): Promise<boolean>;
  /** What keeps it from being written down; null: nothing does. */
  fault(): Error | null;
  /** No more timers. */
  stop(): void;
}

export interface LedgerOptions {
  readonly journal: Journal;
  /**
   * Writes a batch, in one transaction; called also without records, when time passes. Where it rejects, nothing was
   * written, and it gets the same records again.
   */
  readonly write: (records: readonly UsageRecord[], allNew: boolean) => Promise<void>;
  /** What else is to be done in the database, after the batches. */
  readonly afterwards?: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn' | 'info'>;
  readonly everyMs?: number;
  readonly compactBytes?: number;
}

const batchSize = 2000;

export function createLedger(options: LedgerOptions): Ledger {
  return new BatchedLedger(options);
}

class BatchedLedger implements Ledger {
  readonly #options: LedgerOptions;
  readonly #writing: JournalWriting;
  readonly #open = new Chain<Entry>();
  /** Opened while the journal took nothing for too long: they are about to be refused. */
  readonly #unjournaled = new Set<Entry>();
  #ended: Entry[] = [];
  #batch: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #onIdle: (() => void) | null = null;
  #isWritten = true;
  #waiting: ((error: AppError | null) => void)[] = [];
  #failing = false;
  #stopped = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#writing = new JournalWriting(options);
  }

  open(entry: Entry): void {
    if (this.#writing.isRefusing) this.#unjournaled.add(entry);
    else this.#options.journal.reserved(entry);
    entry.isOpen = true;
    this.#open.add(entry);
    this.#isWritten = false;
  }

  whenWritten(go: (error: AppError | null) => void): void {
    if (this.#isWritten) return go(null);
    // What came in this turn of the loop is written at once: one system call for many requests.
    if (this.#waiting.push(go) === 1) setImmediate(() => this.#writeDown());
  }

  #writeDown(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    let fault = this.#writing.write();
    if (fault === null && this.#unjournaled.size > 0) fault = this.#journalAll();
    this.#isWritten = this.#writing.fault === null;
    const error = fault === null ? null : unwritten(fault);
    for (const go of waiting) go(error);
  }

  /** It is possible again: those that came just now are let through after all. */
  #journalAll(): Error | null {
    for (const entry of this.#unjournaled) this.#options.journal.reserved(entry);
    this.#unjournaled.clear();
    return this.#writing.write();
  }

  grown(entry: Entry, genTokens: number): void {
    if (!entry.isOpen || entry.genTokens >= genTokens) return;
    entry.genTokens = genTokens;
    this.#options.journal.grown(entry.id, genTokens);
    // An answer that is under way goes on in any case.
    this.#writing.write();
  }

  end(entry: Entry, { promptTokens, genTokens, outcome }: Charge): void {
    if (!entry.isOpen) return;
    entry.promptTokens = promptTokens;
    entry.genTokens = genTokens;
    entry.outcome = outcome;
    this.#options.journal.ended(entry);
    this.#ended.push(entry);
    this.#close(entry);
  }

  drop(entry: Entry): void {
    if (!entry.isOpen) return;
    if (!this.#unjournaled.delete(entry)) this.#options.journal.dropped(entry.id);
    this.#close(entry);
  }

  #close(entry: Entry): void {
    entry.isOpen = false;
    this.#open.remove(entry);
    if (this.#open.size === 0) this.#onIdle?.();
  }

  allEnded(atMostMs: number): Promise<boolean> {
    if (this.#open.size === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const cancel = this.#options.clock.timer(atMostMs, () => resolve(false));
      this.#onIdle = () => {
        cancel();
        resolve(true);
      };
    });
  }

  start(): void {
    this.#schedule();
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#cancel = this.#options.clock.timer(this.#options.everyMs ?? 450, () => {
      this.#writing.write();
      void this.flush()
        .catch(() => {})
        .then(() => this.#schedule());
    });
  }

  flush(): Promise<void> {
    // One that began earlier has not seen what ended since.
    const after = this.#batch ?? Promise.resolve();
    const batch = after.then(
      () => this.#flushNow(),
      () => this.#flushNow(),
    );
    this.#batch = batch;
    return batch.finally(() => {
      if (this.#batch === batch) this.#batch = null;
    });
  }

  async #flushNow(): Promise<void> {
    try {
      do {
        const batch = this.#ended.slice(0, batchSize);
        await this.#options.write(batch, !this.#failing);
        this.#ended = this.#ended.slice(batch.length);
      } while (this.#ended.length > 0);
      this.#tidy();
      await this.#options.afterwards?.();
      if (this.#failing) this.#options.log.info({}, 'usage is being written to the database again');
      this.#failing = false;
    } catch (err) {
      const waiting = this.#ended.length;
      if (!this.#failing) this.#options.log.warn({ err, waiting }, 'usage waits: the database does not take it now');
      this.#failing = true;
      throw err;
    }
  }

  #tidy(): void {
    const { journal, compactBytes = 4_000_000 } = this.#options;
    this.#writing.write();
    if (this.#writing.fault !== null || this.#unjournaled.size > 0 || journal.bytes <= compactBytes) return;
    try {
      journal.compact(this.#open, this.#ended);
    } catch (err) {
      this.#options.log.warn({ err }, 'the journal of usage could not be made smaller');
    }
  }

  fault(): Error | null {
    return this.#writing.fault;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }
}

const unwritten = (cause: unknown): AppError =>
  new AppError(
    'storage_unavailable',
    'What this request would cost cannot be written down now: the data directory takes nothing.',
    { retryAfterSeconds: 5 },
    { cause },
  );
