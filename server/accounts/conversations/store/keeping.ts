/** How long things are kept, and that what was deleted is gone from the disk. */
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type { ConversationStore } from './conversation-store.ts';

const dayMs = 86_400_000;
const lookEachMs = 3_600_000;
/** Another program, e.g. one that makes a backup, may be reading the log of writes. */
const eraseAgainMs = 10_000;

export interface KeepingDeps {
  readonly store: Pick<ConversationStore, 'removeUntouched'>;
  readonly database: { erase(): Promise<boolean> };
  readonly clock: Clock;
  readonly log: Log;
  /** null: for ever. */
  readonly retentionDays: number | null;
}

export interface Keeping {
  configure(retentionDays: number | null): void;
  /** To be called after a deletion. Resolves when it was tried; where somebody is in the way, it is tried again. */
  erase(): Promise<void>;
  close(): void;
}

export function createKeeping({ store, database, clock, log, retentionDays }: KeepingDeps): Keeping {
  let days = retentionDays;
  let closed = false;
  let cancelLook = (): void => {};
  let cancelErase = (): void => {};
  const erase = async (): Promise<void> => {
    cancelErase();
    const done = await database.erase().catch(() => false);
    if (!done && !closed) cancelErase = clock.timer(eraseAgainMs, () => void erase());
  };
  const look = async (): Promise<void> => {
    cancelLook();
    if (!closed) cancelLook = clock.timer(lookEachMs, () => void look());
    if (days !== null) await removeOld(days).catch((err) => log.warn({ err }, 'old conversations stay for now'));
  };
  const removeOld = async (keptDays: number): Promise<void> => {
    const before = new Date(clock.date().getTime() - keptDays * dayMs).toISOString();
    const conversations = await store.removeUntouched(before);
    if (conversations === 0) return;
    log.info({ conversations }, 'old conversations were deleted');
    await erase();
  };
  void look();
  // A gateway that was killed may have had no time for it.
  void erase();
  return {
    configure(next) {
      if (next === days) return;
      days = next;
      void look();
    },
    erase,
    close() {
      closed = true;
      cancelLook();
      cancelErase();
    },
  };
}
