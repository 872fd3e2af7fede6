/**
 * From time to time: sync what was written, then write into the journal that it is there. Often enough that a kill costs
 * little, seldom enough that the disk is not kept busy with it.
 */
import type { Clock } from '../../../platform/clock.ts';
import type { Journal } from '../partial/journal.ts';
import type { FileState } from './file-state.ts';

const LONGEST_MS = 1000;
const SMALLEST_BYTES = 64 * 1024;
const LARGEST_BYTES = 64 * 1024 * 1024;
const MAX_OPEN_COMPLETE = 64;

export interface Checkpoints {
  /** So many bytes of this file have been written. */
  wrote(file: FileState, bytes: number): void;
  /** Everything that was written is synced and in the journal. Throws what the disk throws. */
  finish(): Promise<void>;
}

export interface CheckpointDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Of the whole download: a kill costs about a quarter of a hundredth of it. */
  readonly bytesTotal: number;
  /** A fault of the disk; what follows is called off. */
  readonly onFault: (error: unknown) => void;
}

export function createCheckpoints({ journal, clock, bytesTotal, onFault }: CheckpointDeps): Checkpoints {
  const enough = Math.max(SMALLEST_BYTES, Math.min(LARGEST_BYTES, bytesTotal / 400));
  const open = new Set<FileState>();
  let unsaved = 0;
  let running: Promise<void> | null = null;
  let stopTimer: (() => void) | null = null;

  const save = async (): Promise<void> => {
    // `done` is never changed in place: these are the bytes that were written before the sync below.
    const taken = [...open].map((file) => ({ file, index: file.index, done: file.done, bytes: file.bytesDone }));
    unsaved = 0;
    const dirty = taken.filter(({ file }) => file.dirty);
    for (const { file } of dirty) await (await file.handle)?.sync();
    await journal.append(dirty);
    for (const { file, bytes } of taken) {
      if (file.bytesDone !== bytes) continue;
      file.dirty = false;
      if (file.complete) await close(file);
    }
  };

  const close = async (file: FileState): Promise<void> => {
    open.delete(file);
    const handle = file.handle;
    file.handle = null;
    await (await handle)?.close();
  };

  const start = (): Promise<void> => {
    stopTimer?.();
    stopTimer = null;
    running ??= save().finally(() => {
      running = null;
    });
    return running;
  };
  const startQuietly = (): void => void start().catch(onFault);

  return {
    wrote(file, bytes) {
      open.add(file);
      unsaved += bytes;
      if (unsaved >= enough || (file.complete && open.size >= MAX_OPEN_COMPLETE)) startQuietly();
      else stopTimer ??= clock.timer(LONGEST_MS, startQuietly);
    },
    async finish() {
      try {
        await running?.catch(() => {});
        await start();
      } finally {
        stopTimer?.();
      }
    },
  };
}
