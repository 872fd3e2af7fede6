/** Fetches everything that is missing with so many workers, and leaves what it got synced and in the journal. */

import type { Clock } from '../../../platform/clock.ts';
import type { AppError } from '../../../platform/errors.ts';
import type { Disk } from '../partial/disk.ts';
import type { Journal } from '../partial/journal.ts';
import { createBatchBuffers } from './batch-writer.ts';
import { createCheckpoints } from './checkpoints.ts';
import { fetchPart, type PartDeps } from './fetch-part.ts';
import type { FileState } from './file-state.ts';
import { createPartQueue } from './part-queue.ts';

export interface TransferDeps {
  readonly files: readonly FileState[];
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly disk: Disk;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly random: () => number;
  /** Bytes of it have been written, or it turned out to be empty. */
  readonly onProgress: (file: FileState, bytes: number) => void;
  readonly onRetry: (file: FileState, error: AppError, delayMs: number) => void;
  /** The file whose fetching ended it all. */
  readonly onFailed: (file: FileState, error: unknown) => void;
}

/** All workers together hold no more than this in memory, as far as the sizes below allow. */
const BATCHES_BYTES = 8 * 1024 * 1024;
const SMALLEST_BATCH = 64 * 1024;
const LARGEST_BATCH = 1024 * 1024;
const SMALLEST_PART = 8 * 1024 * 1024;
const LARGEST_PART = 64 * 1024 * 1024;

/** Large enough for few requests, small enough that no worker ends long before the others. */
export function partBytesFor(sizeBytes: number, workers: number): number {
  return Math.max(SMALLEST_PART, Math.min(LARGEST_PART, Math.ceil(sizeBytes / (workers * 4))));
}

/** What has not been written is lost with a kill: all batches together are a quarter of a hundredth of a download. */
function batchBytesFor(bytesTotal: number, workers: number): number {
  const together = Math.min(BATCHES_BYTES, bytesTotal / 400);
  return Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, Math.ceil(together / workers)));
}

/** Rejects with the first fault, after all that was written has been saved. */
export async function transfer(deps: TransferDeps): Promise<void> {
  const { files, workers, journal, clock } = deps;
  const stop = new AbortController();
  const signal = AbortSignal.any([deps.signal, stop.signal]);
  const queue = createPartQueue(files);
  signal.addEventListener('abort', () => queue.close(), { once: true });
  if (signal.aborted) queue.close();
  const bytesTotal = files.reduce((sum, file) => sum + (file.size ?? 0), 0);
  const checkpoints = createCheckpoints({ journal, clock, bytesTotal, onFault: (error) => stop.abort(error) });
  const partDeps: PartDeps = {
    ...deps,
    signal,
    hold: { untilMs: 0 },
    onAnswered: queue.changed,
    onWritten(file, bytes) {
      checkpoints.wrote(file, bytes);
      deps.onProgress(file, bytes);
    },
  };

  const batchBytes = batchBytesFor(bytesTotal, workers);
  const work = async (): Promise<void> => {
    const buffers = createBatchBuffers(batchBytes);
    for (let part = await queue.take(); part !== null; part = await queue.take()) {
      try {
        await fetchPart(part, buffers, partDeps);
        if (part.file.size === 0) partDeps.onWritten(part.file, 0);
      } catch (error) {
        if (!signal.aborted) deps.onFailed(part.file, error);
        stop.abort(error);
      }
      queue.changed();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const unsaved = await checkpoints.finish().then(
    () => null,
    (error: unknown) => ({ error }),
  );
  await closeAll(files);
  signal.throwIfAborted();
  if (unsaved !== null) throw unsaved.error;
}

/** Those too of which nothing was ever written. */
async function closeAll(files: readonly FileState[]): Promise<void> {
  for (const file of files) {
    const opened = await file.handle?.catch(() => null);
    file.handle = null;
    await opened?.close().catch(() => {});
  }
}
