/** A download from its list of files to the folder in its place. */
import { dirname } from 'node:path';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { DownloadState } from '../downloads.ts';
import type { Disk } from '../partial/disk.ts';
import { takeLock } from '../partial/lock.ts';
import { makePartial, type PartialFolder, partialOf, removePartial } from '../partial/partial-folder.ts';
import { publish } from '../partial/publish.ts';
import { type Marker, readMarker } from '../place/marker.ts';
import type { SourceFile } from '../source.ts';
import { isRetryable } from '../transfer/retry-rules.ts';
import { transfer } from '../transfer/transfer.ts';
import { createVerifier, type Verifier } from '../verify/verifier.ts';
import { diskFull, isDiskFull } from './download-faults.ts';
import type { Job } from './job.ts';
import { listFiles } from './list-files.ts';
import { type Prepared, prepare } from './prepare.ts';
import { markerOf } from './present.ts';

export interface RunDeps {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Throws where the place may not be had any more. */
  readonly recheckTarget: () => void;
  readonly onState: (state: DownloadState) => void;
}

/** How often a source may change under us before we give up. */
const MAX_ROUNDS = 4;

/** Resolves when the target is whole. Rejects with whatever ended it; what was fetched is kept beside the target. */
export async function runDownload(job: Job, deps: RunDeps): Promise<void> {
  for (let round = 1; ; round++) {
    try {
      return await runRound(job, deps);
    } catch (error) {
      const changed = error instanceof AppError && error.code === 'download_changed';
      if (!changed || round === MAX_ROUNDS || job.abort.signal.aborted) throw error;
      deps.log.warn({ download: job.id, reason: error.message }, 'the source changed; it is listed again');
    }
  }
}

async function runRound(job: Job, deps: RunDeps): Promise<void> {
  deps.onState('listing');
  const marker = readMarker(job.target);
  const files = await listFiles(job, deps, marker);
  if (files === null) return;
  deps.recheckTarget();
  const folder = partialOf(job.target);
  await makePartial(folder);
  const lock = await takeLock(folder.lock);
  try {
    await fetchFolder(job, folder, files, marker, deps);
  } catch (error) {
    if (!job.keepPartial) await removePartial(folder).catch(() => {});
    throw error;
  } finally {
    await lock.release();
  }
}

async function fetchFolder(
  job: Job,
  folder: PartialFolder,
  listed: readonly SourceFile[],
  marker: Marker | null,
  deps: RunDeps,
): Promise<void> {
  const prepared = await prepare(job, folder, listed, marker, deps.disk);
  job.files = prepared.files;
  deps.onState('downloading');
  const verifier = createVerifier();
  try {
    await fetchAll(job, prepared, verifier, deps);
    deps.onState('verifying');
    await verifyAll(prepared, verifier);
  } finally {
    await verifier.close();
  }
  job.abort.signal.throwIfAborted();
  deps.recheckTarget();
  await publish(folder, markerOf(job.source, prepared.files, deps.clock.date()));
}

async function fetchAll(
  job: Job,
  { files, journal, drop }: Prepared,
  verifier: Verifier,
  deps: RunDeps,
): Promise<void> {
  const { log, disk } = deps;
  try {
    await transfer({
      files,
      workers: job.request.maxWorkers,
      signal: job.abort.signal,
      disk,
      journal,
      clock: deps.clock,
      random: deps.random,
      onProgress: (file) => verifier.follow(file),
      onRetry: (file, error, delayMs) =>
        log.info(
          { download: job.id, file: file.source.path, reason: error.message, delay_ms: delayMs },
          'trying again',
        ),
      onFailed: (file, error) => {
        if (
          error instanceof AppError &&
          !isRetryable(error) &&
          ['download_failed', 'download_changed'].includes(error.code)
        )
          drop(file);
      },
    });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    const missing = files.reduce((sum, file) => sum + (file.size ?? 0) - file.bytesDone, 0);
    const free = await disk.freeBytes(dirname(job.target)).catch(() => 0);
    throw diskFull(job.target, Math.max(missing - free, 1));
  } finally {
    await journal.close();
  }
}

async function verifyAll({ files, fetched, drop }: Prepared, verifier: Verifier): Promise<void> {
  for (const file of files) {
    if (!fetched.has(file)) continue;
    try {
      await verifier.check(file);
    } catch (error) {
      drop(file);
      throw error;
    }
  }
}
