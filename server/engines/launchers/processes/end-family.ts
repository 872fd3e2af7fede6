import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessTable } from './process-table.ts';
import { type FamilyMarks, selectFamily } from './select-family.ts';

export interface EndFamilyOptions {
  readonly table: ProcessTable;
  readonly marks: FamilyMarks;
  /** Start ticks before which nothing of the family can have started; null: look at everything. */
  readonly notBefore: number | null;
  /** Asked again each round: from then on SIGKILL is sent. True at once means no SIGTERM. */
  readonly mayKill: () => boolean;
  /** How often in a row nothing must be found, and how long to wait between: a process may be seen between fork and exec. */
  readonly quiet: { readonly rounds: number; readonly gapMs: number };
  /** Asked each round, to stop waiting for what cannot be ended (a process stuck in the kernel). */
  readonly giveUp: () => boolean;
  readonly signal?: (pid: number, signal: 'SIGTERM' | 'SIGKILL') => void;
}

const longestPauseMs = 100;

/** SIGTERM to every process of the family, then SIGKILL, until none is left. Returns false when it gave up. */
export async function endFamily(options: EndFamilyOptions): Promise<boolean> {
  const signal = options.signal ?? signalProcess;
  const asked = new Set<number>();
  let pauseMs = 5;
  for (let quietRounds = 0; quietRounds < options.quiet.rounds; ) {
    const family = selectFamily(await options.table.list(options.notBefore), options.marks, process.pid);
    if (family.length === 0) {
      quietRounds += 1;
      if (quietRounds < options.quiet.rounds && options.quiet.gapMs > 0) await sleep(options.quiet.gapMs);
      continue;
    }
    if (options.giveUp()) return false;
    quietRounds = 0;
    for (const { pid } of family) {
      if (options.mayKill()) signal(pid, 'SIGKILL');
      else if (!asked.has(pid)) signal(pid, 'SIGTERM');
      asked.add(pid);
    }
    await sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
  return true;
}

/** A process that is gone, or not ours to signal, is no error. */
function signalProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // The next round sees whether it is gone.
  }
}
