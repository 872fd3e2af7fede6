/**
 * Who has which token or key, in memory, so that a request of a known one does not ask the database. What was taken away,
 * by whichever gateway, is noticed by a counter in the database, read some times a second. While the database does not
 * answer, those who are known go on for a minute; of the others it cannot be said whether they exist.
 */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Caller } from '../keys.ts';
import { isSecret, secretHash } from '../secrets.ts';
import type { CredentialStore } from '../store/credential-store.ts';
import type { HeldCredential } from '../store/records.ts';
import { callerOfHeld } from './caller-of.ts';

/** With what one look takes, and a second one where the first came too early, well below a second. */
const lookEachMs = 300;
const trustedForMs = 60_000;
const maxKnown = 50_000;
/** SQLite takes 32,766 values in a statement; this many are read in a millisecond. */
const batchSize = 500;

export type RevokedListener = (credentialIds: ReadonlySet<string>) => void;

export interface Directory {
  /**
   * Whose it is; null: nobody's, or no more. At once where it is known. Throws, or rejects with, `storage_unavailable`
   * where that cannot be said now.
   */
  find(presented: string): Caller | null | Promise<Caller | null>;
  /** Reads those made last, and watches from now on. Throws `storage_unavailable`. */
  start(): Promise<void>;
  /** Looks for changes now. Never rejects. */
  look(): Promise<void>;
  /** Told of what was found to stand for nobody any more; nobody looks for what has only expired. Returns what ends it. */
  onRevoked(listener: RevokedListener): () => void;
  /** Told after each change, of another gateway too, that took something away from somebody. Returns what ends it. */
  onChanged(listener: () => void): () => void;
  close(): void;
}

interface Known {
  readonly caller: Caller;
  readonly credentialId: string;
  readonly expiresAtMs: number;
}

export interface DirectoryOptions {
  readonly store: Pick<CredentialStore, 'held' | 'newest' | 'version'>;
  readonly clock: Clock;
}

export function createDirectory(options: DirectoryOptions): Directory {
  return new MemoryDirectory(options);
}

class MemoryDirectory implements Directory {
  readonly #store: DirectoryOptions['store'];
  readonly #clock: Clock;
  /** By the hash of the secret. */
  readonly #known = new Map<string, Known>();
  readonly #lookups = new Map<string, Promise<Caller | null>>();
  readonly #listeners = new Set<RevokedListener>();
  readonly #changeListeners = new Set<() => void>();
  #version = -1;
  /** Counts changes seen: an answer read before one may be out of date. */
  #changesSeen = 0;
  /** Until when nothing had been taken away unnoticed. */
  #confirmedAtMs = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | null = null;
  #cancelTimer: (() => void) | null = null;
  #closed = false;

  constructor({ store, clock }: DirectoryOptions) {
    this.#store = store;
    this.#clock = clock;
  }

  find(presented: string): Caller | null | Promise<Caller | null> {
    const sha256 = secretHash(presented);
    const known = this.#known.get(sha256);
    if (known === undefined) return isSecret(presented) ? this.#lookUp(sha256) : null;
    if (this.#clock.date().getTime() >= known.expiresAtMs) return null;
    if (this.#clock.now() - this.#confirmedAtMs > trustedForMs) throw unsure();
    return known.caller;
  }

  async start(): Promise<void> {
    if (this.#cancelTimer !== null) return;
    this.#version = await this.#store.version();
    this.#confirmedAtMs = this.#clock.now();
    for (const held of (await this.#store.newest(maxKnown / 10)).reverse()) this.#learn(held);
    this.#watch();
  }

  #watch(): void {
    if (this.#closed) return;
    this.#cancelTimer = this.#clock.timer(lookEachMs, () => void this.look().then(() => this.#watch()));
  }

  look(): Promise<void> {
    // One that began earlier may have read before the change that this one is asked for.
    const after = this.#looking ?? Promise.resolve();
    const looking = after.then(() => this.#lookNow()).catch(() => {});
    this.#looking = looking;
    return looking;
  }

  async #lookNow(): Promise<void> {
    const startedAtMs = this.#clock.now();
    const version = await this.#store.version();
    if (version !== this.#version) {
      this.#changesSeen += 1;
      await this.#reread();
      this.#version = version;
      for (const listener of this.#changeListeners) listener();
    }
    this.#confirmedAtMs = startedAtMs;
  }

  async #reread(): Promise<void> {
    const hashes = [...this.#known.keys()];
    const gone = new Set<string>();
    for (let i = 0; i < hashes.length; i += batchSize) {
      // SQLite answers without leaving the loop: all that is streamed would stand still until the last one is read.
      if (i > 0) await setImmediate();
      const batch = hashes.slice(i, i + batchSize);
      const held = new Map((await this.#store.held(batch)).map((one) => [one.credential.sha256, one]));
      for (const sha256 of batch) this.#renew(sha256, held.get(sha256), gone);
    }
    if (gone.size > 0) for (const listener of this.#listeners) listener(gone);
  }

  #renew(sha256: string, held: HeldCredential | undefined, gone: Set<string>): void {
    const known = this.#known.get(sha256);
    if (known === undefined) return;
    const caller = held === undefined ? null : callerOfHeld(held);
    if (caller !== null) return void this.#known.set(sha256, { ...known, caller });
    this.#known.delete(sha256);
    gone.add(known.credentialId);
  }

  #lookUp(sha256: string): Promise<Caller | null> {
    let lookup = this.#lookups.get(sha256);
    if (lookup === undefined) {
      lookup = this.#ask(sha256).finally(() => this.#lookups.delete(sha256));
      this.#lookups.set(sha256, lookup);
    }
    return lookup;
  }

  async #ask(sha256: string): Promise<Caller | null> {
    for (;;) {
      const changesSeen = this.#changesSeen;
      const [held] = await this.#store.held([sha256]);
      if (changesSeen !== this.#changesSeen) continue;
      return held === undefined ? null : this.#learn(held);
    }
  }

  #learn(held: HeldCredential): Caller | null {
    const { sha256, expiresAt, id: credentialId } = held.credential;
    const expiresAtMs = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
    const caller = callerOfHeld(held);
    if (caller === null || this.#clock.date().getTime() >= expiresAtMs) return null;
    this.#known.set(sha256, { caller, credentialId, expiresAtMs });
    if (this.#known.size > maxKnown) this.#forgetOldest();
    return caller;
  }

  #forgetOldest(): void {
    for (const sha256 of this.#known.keys()) return void this.#known.delete(sha256);
  }

  onRevoked(listener: RevokedListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onChanged(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => void this.#changeListeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }
}

const unsure = (): AppError =>
  new AppError(
    'storage_unavailable',
    'The database has not answered for a minute: it cannot be said whether this key is still good.',
    { retryAfterSeconds: 5 },
  );
