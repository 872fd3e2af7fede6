/** A download from its list of files to the folder in its place. */
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { DownloadState } from '../downloads.ts';
import type { Disk } from '../partial/disk.ts';
import { partialOf, removePartial } from '../partial/partial-folder.ts';
import { publish } from '../partial/publish.ts';
import { checkFileNames } from '../place/check-file-names.ts';
import { type Marker, readMarker } from '../place/marker.ts';
import type { SourceFile } from '../source.ts';
import { isRetryable, MAX_TRIES, retryDelayMs } from '../transfer/retry-rules.ts';
import { transfer } from '../transfer/transfer.ts';
import { wait } from '../transfer/wait.ts';
import { createVerifier, type Verifier } from '../verify/verifier.ts';
import { diskFull, isDiskFull } from './download-faults.ts';
import type { Job } from './job.ts';
import { type Prepared, prepare } from './prepare.ts';
import { isWhole, markerOf, presentFiles } from './present.ts';

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
  const prepared = await prepare(job, files, marker, deps.disk);
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
  await publish(prepared.folder, markerOf(job.source, prepared.files, deps.clock.date()));
}

/** Null: what is there is what was asked for. */
async function listFiles(job: Job, deps: RunDeps, marker: Marker | null): Promise<readonly SourceFile[] | null> {
  let files: readonly SourceFile[];
  try {
    files = await listWithRetries(job, deps, marker === null ? MAX_TRIES : 2);
  } catch (error) {
    // Who has a complete copy can work without the source.
    if (marker?.source !== job.source.shown || !isRetryable(error) || !isWhole(job.target, marker.files)) throw error;
    deps.log.warn(
      { download: job.id, reason: (error as Error).message },
      'the source cannot be asked; the copy is used',
    );
    job.files = presentFiles(job.target, marker.files);
    return null;
  }
  if (files.length === 0) throw nothingThere(job);
  checkFileNames(files.map(({ path }) => path));
  const wanted = files.map(({ path, sizeBytes, etag }) => ({ path, size: sizeBytes, etag }));
  if (marker === null || !isSameListing(marker, wanted) || !isWhole(job.target, marker.files)) return files;
  job.files = presentFiles(job.target, marker.files);
  await removePartial(partialOf(job.target));
  return null;
}

async function listWithRetries(job: Job, deps: RunDeps, maxTries: number): Promise<readonly SourceFile[]> {
  const { signal } = job.abort;
  for (let tries = 1; ; tries++) {
    try {
      return await job.source.list(signal);
    } catch (error) {
      if (signal.aborted || !isRetryable(error) || tries >= maxTries) throw error;
      await wait(deps.clock, retryDelayMs(error, tries, deps.random()), signal);
    }
  }
}

function isSameListing(
  marker: Marker,
  wanted: readonly { path: string; size: number | null; etag: string | null }[],
): boolean {
  const held = new Map(marker.files.map((file) => [file.path, file]));
  if (held.size !== wanted.length) return false;
  return wanted.every(({ path, size, etag }) => {
    const file = held.get(path);
    return file !== undefined && etag !== null && file.etag === etag && (size === null || file.size === size);
  });
}

async function fetchAll(
  job: Job,
  { files, folder, journal, drop }: Prepared,
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
    const free = await disk.freeBytes(folder.path).catch(() => 0);
    throw diskFull(folder.target, Math.max(missing - free, 1));
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

function nothingThere({ source, request }: Job): AppError {
  const { allowPatterns, ignorePatterns } = request.options;
  const picked = allowPatterns !== undefined || ignorePatterns !== undefined;
  const what = picked ? 'has no file that the patterns take' : 'has no files';
  return new AppError('source_not_found', `${source.shown} ${what}.`, { param: picked ? 'allow_patterns' : 'source' });
}
