/** Sees one download through: its states, its progress, how it ended. */
import type { Clock } from '../../../platform/clock.ts';
import type { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { DownloadState } from '../downloads.ts';
import type { Disk } from '../partial/disk.ts';
import { insideRoots } from '../place/inside-roots.ts';
import { asAppError, diskFull, isDiskFull, secretsOf, withoutSecrets } from './download-faults.ts';
import { bytesDoneOf, hasEnded, type Job, viewOf } from './job.ts';
import { runDownload } from './run-download.ts';

export interface JobDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly disk: Disk;
  readonly log: Log;
  readonly roots: () => readonly string[];
  /** Shows it as it is now to whoever looks on. */
  readonly tell: (job: Job) => void;
}

const TICK_MS = 250;

/** Resolves when it has ended, however it did; never rejects. */
export async function runJob(job: Job, deps: JobDeps): Promise<void> {
  const { clock, log } = deps;
  const fields = { download: job.id, source: job.source.shown, output_dir: job.target };
  log.info(fields, 'a download begins');
  tell(job, deps);
  tick(job, deps, 0);
  let end: DownloadState = 'completed';
  try {
    await runDownload(job, {
      ...deps,
      recheckTarget: () => void insideRoots(job.target, deps.roots()),
      onState: (state) => setState(job, state, deps),
    });
    log.info({ ...fields, bytes: bytesDoneOf(job) }, 'a download is complete');
  } catch (error) {
    job.error = faultOf(job, error, deps);
    end = job.error.code === 'download_cancelled' ? 'cancelled' : 'failed';
    log.warn({ ...fields, code: job.error.code, reason: job.error.message }, `a download was not completed: ${end}`);
  }
  job.endedAt = clock.date().toISOString();
  setState(job, end, deps);
  if (job.error === null) job.ended.resolve(viewOf(job));
  else job.ended.reject(job.error);
}

function setState(job: Job, state: DownloadState, deps: JobDeps): void {
  if (job.state === state) return;
  job.state = state;
  tell(job, deps);
}

/** A fault of those who look on must not become one of the download. */
function tell(job: Job, { tell: show, log }: JobDeps): void {
  try {
    show(job);
  } catch (error) {
    log.error({ download: job.id, reason: (error as Error).message }, 'a listener of downloads failed');
  }
}

/** Samples the rate and tells progress four times a second until it ends. */
function tick(job: Job, deps: JobDeps, lastBytes: number): void {
  deps.clock.timer(TICK_MS, () => {
    if (hasEnded(job)) return;
    const bytes = bytesDoneOf(job);
    job.rate.sample(deps.clock.now(), bytes);
    if (bytes !== lastBytes) tell(job, deps);
    tick(job, deps, bytes);
  });
}

function faultOf(job: Job, error: unknown, { env }: JobDeps): AppError {
  const known = isDiskFull(error) ? diskFull(job.target, null) : asAppError(error, job.target);
  return withoutSecrets(known, secretsOf(job.request.options, env));
}
