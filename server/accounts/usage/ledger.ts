/**
 * What requests owe, from the moment they are let through until it is in the database: first in the journal, then in
 * batches there, off the path. While the database does not answer, everything is kept and tried again.
 */
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Journal, OpenRecord } from './journal.ts';
import { JournalWriting } from './journal-writing.ts';
import type { UsageRecord } from './usage-record.ts';

export interface Ledger {
  open(record: OpenRecord): void;
  /**
   * Calls `go` when all that was opened until now is written down, or will be (see `JournalWriting`); with what the file
   * system says where it has not been for too long. Then the caller must `drop` what he has opened.
   */
  whenWritten(go: (error: Error | null) => void): void;
  /** It has become more than was reserved: the whole of it. Written down when it returns, where that is possible. */
  grown(id: string, genTokens: number): void;
  /** Ends what was opened: charged. */
  end(record: UsageRecord): void;
  /** Ends what was opened: no engine answered, nothing is owed. */
  drop(id: string): void;
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
  readonly #open = new Map<string, OpenRecord>();
  /** Opened while the journal took nothing for too long: they are about to be refused. */
  readonly #unjournaled = new Set<string>();
  #ended: UsageRecord[] = [];
  #batch: Promise<void> | null = null;
  #cancel: (() => void) | null = null;
  #onIdle: (() => void) | null = null;
  #isWritten = true;
  #waiting: ((error: Error | null) => void)[] = [];
  #failing = false;
  #stopped = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#writing = new JournalWriting(options);
  }

  open(record: OpenRecord): void {
    if (this.#writing.isRefusing) this.#unjournaled.add(record.id);
    else this.#options.journal.reserved(record);
    this.#open.set(record.id, record);
    this.#isWritten = false;
  }

  whenWritten(go: (error: Error | null) => void): void {
    if (this.#isWritten) return go(null);
    // What came in this turn of the loop is written at once: one system call for many requests.
    if (this.#waiting.push(go) === 1) setImmediate(() => this.#writeDown());
  }

  #writeDown(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    let error = this.#writing.write();
    if (error === null && this.#unjournaled.size > 0) error = this.#journalAll();
    this.#isWritten = this.#writing.fault === null;
    for (const go of waiting) go(error);
  }

  /** It is possible again: those that came just now are let through after all. */
  #journalAll(): Error | null {
    for (const id of this.#unjournaled) {
      const record = this.#open.get(id);
      if (record !== undefined) this.#options.journal.reserved(record);
    }
    this.#unjournaled.clear();
    return this.#writing.write();
  }

  grown(id: string, genTokens: number): void {
    const record = this.#open.get(id);
    if (record === undefined || record.genTokens >= genTokens) return;
    this.#options.journal.grown(id, genTokens);
    this.#open.set(id, { ...record, genTokens });
    // An answer that is under way goes on in any case.
    this.#writing.write();
  }

  end(record: UsageRecord): void {
    if (!this.#open.delete(record.id)) return;
    this.#options.journal.ended(record);
    this.#ended.push(record);
    if (this.#open.size === 0) this.#onIdle?.();
  }

  drop(id: string): void {
    if (!this.#open.delete(id)) return;
    if (!this.#unjournaled.delete(id)) this.#options.journal.dropped(id);
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
      journal.compact(this.#open.values(), this.#ended);
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
