/** Asks the source what there is, and whether what is in its place already is just that. */
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import { checkFileNames } from '../place/check-file-names.ts';
import type { Marker } from '../place/marker.ts';
import type { SourceFile } from '../source.ts';
import { isRetryable, MAX_TRIES, retryDelayMs } from '../transfer/retry-rules.ts';
import { wait } from '../transfer/wait.ts';
import type { Job } from './job.ts';
import { isWhole, presentFiles } from './present.ts';

export interface ListDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** Null: what is there is what was asked for. */
export async function listFiles(
  job: Job,
  deps: ListDeps,
  marker: Marker | null,
): Promise<readonly SourceFile[] | null> {
  const { acceptPresent = false } = job.request;
  if (acceptPresent && marker?.source === job.source.shown && isWhole(job.target, marker.files)) {
    job.files = presentFiles(job.target, marker.files);
    return null;
  }
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
  return null;
}

async function listWithRetries(job: Job, deps: ListDeps, maxTries: number): Promise<readonly SourceFile[]> {
  const { signal } = job.abort;
  for (let tries = 1; ; tries++) {
    try {
      return await job.source.list(signal);
    } catch (error) {
      if (signal.aborted || !isRetryable(error) || tries >= maxTries) throw error;
      const delayMs = retryDelayMs(error, tries, deps.random());
      const { message: reason } = error as AppError;
      deps.log.info(
        { download: job.id, reason, delay_ms: Math.round(delayMs) },
        'the source is asked again for its files',
      );
      await wait(deps.clock, delayMs, signal);
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

function nothingThere({ source, request }: Job): AppError {
  const { allowPatterns, ignorePatterns } = request.options;
  const picked = allowPatterns !== undefined || ignorePatterns !== undefined;
  const what = picked ? 'has no file that the patterns take' : 'has no files';
  return new AppError('source_not_found', `${source.shown} ${what}.`, { param: picked ? 'allow_patterns' : 'source' });
}
