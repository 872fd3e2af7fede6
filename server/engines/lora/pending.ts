/** LoRA adapters that are on their way by a download, and those of which nobody waited for the failure. */
import type { AppError } from '../../platform/errors.ts';

export interface PendingLora {
  readonly name: string;
  readonly model: string;
  /** Without credentials. */
  readonly source: string;
  readonly outputDir: string;
  /** null: it is over, and has failed. */
  readonly downloadId: string | null;
  /** Why it failed; null: under way. */
  readonly failure: AppError | null;
  readonly createdAt: string;
}

export interface Pending {
  get(name: string): PendingLora | null;
  names(): readonly string[];
  set(pending: PendingLora): void;
  fail(name: string, failure: AppError): void;
  remove(name: string): void;
}

/** Kept in memory only: without its credentials a download could not be taken up after a restart. */
export function createPending(changed: (name: string) => void): Pending {
  const all = new Map<string, PendingLora>();
  return {
    get: (name) => all.get(name) ?? null,
    names: () => [...all.keys()],
    set(pending) {
      all.set(pending.name, pending);
      changed(pending.name);
    },
    fail(name, failure) {
      const pending = all.get(name);
      if (pending === undefined) return;
      all.set(name, { ...pending, downloadId: null, failure });
      changed(name);
    },
    remove(name) {
      if (all.delete(name)) changed(name);
    },
  };
}
