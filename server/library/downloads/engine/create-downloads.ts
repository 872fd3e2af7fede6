/** The engine's face: who asks for what, who shares it, how it is told. */
import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { DownloadPolicy, DownloadState, Downloads, DownloadView } from '../downloads.ts';
import { type Disk, realDisk } from '../partial/disk.ts';
import { partialOf, removePartial } from '../partial/partial-folder.ts';
import { checkTarget } from '../place/check-target.ts';
import { insideRoots, isInside } from '../place/inside-roots.ts';
import { openSource } from '../sources/index.ts';
import { createGuardedHttp } from '../web/guarded-http.ts';
import { checkRequest, environmentHosts, identityOf } from './check-request.ts';
import { asAppError, diskFull, isDiskFull, secretsOf, withoutSecrets } from './download-faults.ts';
import { bytesDoneOf, createJob, hasEnded, type Job, viewOf } from './job.ts';
import { runDownload } from './run-download.ts';

export interface DownloadsOptions {
  /** Asked anew for each request. */
  readonly policy: () => DownloadPolicy;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly clock?: Clock;
  /** 0 to 1; spreads retries. */
  readonly random?: () => number;
  readonly disk?: Disk;
  /** Without a byte from a source, before it is tried again. */
  readonly idleTimeoutMs?: number;
}

const KEPT_ENDED = 100;
const TICK_MS = 250;

export function createDownloads(options: DownloadsOptions): Downloads {
  const { policy, env, log, clock = systemClock, random = Math.random, disk = realDisk } = options;
  const jobs = new Map<string, Job>();
  const listeners = new Set<(view: DownloadView) => void>();
  const running = new Set<Promise<void>>();
  const allowedHosts = (): readonly string[] => [...policy().endpoints, ...environmentHosts(env)];
  const http = createGuardedHttp({
    allowedHosts,
    ...(options.idleTimeoutMs && { idleTimeoutMs: options.idleTimeoutMs }),
  });
  let closed = false;

  const tell = (job: Job): void => {
    const view = viewOf(job);
    for (const listener of listeners) listener(view);
  };
  const setState = (job: Job, state: DownloadState): void => {
    if (job.state === state) return;
    job.state = state;
    tell(job);
  };

  /** Samples the rate and tells progress four times a second until it ends. */
  const tick = (job: Job, lastBytes: number): void => {
    clock.timer(TICK_MS, () => {
      if (hasEnded(job)) return;
      const bytes = bytesDoneOf(job);
      job.rate.sample(clock.now(), bytes);
      if (bytes !== lastBytes) tell(job);
      tick(job, bytes);
    });
  };

  const faultOf = (job: Job, error: unknown): AppError => {
    const known = isDiskFull(error) ? diskFull(job.target, null) : asAppError(error, job.target);
    return withoutSecrets(known, secretsOf(job.request.options, env));
  };

  const run = async (job: Job): Promise<void> => {
    const fields = { download: job.id, source: job.source.shown, output_dir: job.target };
    log.info(fields, 'a download begins');
    let end: DownloadState = 'completed';
    try {
      await runDownload(job, {
        disk,
        clock,
        random,
        log,
        recheckTarget: () => void insideRoots(job.target, policy().roots),
        onState: (state) => setState(job, state),
      });
      log.info({ ...fields, bytes: bytesDoneOf(job) }, 'a download is complete');
    } catch (error) {
      job.error = faultOf(job, error);
      end = job.error.code === 'download_cancelled' ? 'cancelled' : 'failed';
      if (!job.keepPartial) await removePartial(partialOf(job.target)).catch(() => {});
      log.warn(
        { ...fields, code: job.error.code, reason: job.error.message },
        `a download has ${end === 'failed' ? end : 'been cancelled'}`,
      );
    }
    job.endedAt = clock.date().toISOString();
    setState(job, end);
    if (job.error === null) job.ended.resolve(viewOf(job));
    else job.ended.reject(job.error);
    forgetOld(jobs);
  };

  const find = (id: string): Job => {
    const job = jobs.get(id);
    if (job !== undefined) return job;
    throw new AppError('download_not_found', `There is no download "${id}".`, { param: 'id' });
  };
  const stop = async (job: Job, keepPartial: boolean): Promise<DownloadView> => {
    if (hasEnded(job)) return viewOf(job);
    job.keepPartial = keepPartial;
    job.abort.abort(new AppError('download_cancelled', `The download of ${job.source.shown} was cancelled.`));
    await job.ended.promise.catch(() => {});
    return viewOf(job);
  };

  return {
    start(request) {
      if (closed) throw new AppError('shutting_down', 'No downloads are begun any more.');
      const { roots, volumeRoot, readableRoots = roots } = policy();
      checkRequest(request, allowedHosts());
      const context = { http, env, volumeRoot, readableRoots };
      const source = openSource(request.source, request.options, context);
      const target = insideRoots(request.outputDir, roots);
      const identity = identityOf(request, source.shown, target);
      const active = [...jobs.values()].filter((job) => !hasEnded(job));
      const same = active.find((job) => job.identity === identity);
      if (same !== undefined) return viewOf(same);
      const other = active.find((job) => isInside(job.target, target) || isInside(target, job.target));
      if (other !== undefined) throw busy(target, other);
      checkTarget(request.outputDir, roots, source.shown);
      const id = `dl-${randomBytes(8).toString('hex')}`;
      const job = createJob({ id, request, source, target, identity, startedAt: clock.date().toISOString() });
      jobs.set(id, job);
      tick(job, 0);
      tell(job);
      const whole = run(job).finally(() => running.delete(whole));
      running.add(whole);
      return viewOf(job);
    },
    finished: (id, signal) => untilEnded(find(id), signal),
    get(id) {
      const job = jobs.get(id);
      return job === undefined ? null : viewOf(job);
    },
    list: () => [...jobs.values()].reverse().map(viewOf),
    cancel: async (id, { keepPartial }) => stop(find(id), keepPartial),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await Promise.all([...jobs.values()].map((job) => stop(job, true)));
      await Promise.all(running);
      await http.close();
    },
  };
}

async function untilEnded(job: Job, signal?: AbortSignal): Promise<DownloadView> {
  if (signal === undefined) return job.ended.promise;
  signal.throwIfAborted();
  const left = Promise.withResolvers<never>();
  const leave = (): void => left.reject(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  return Promise.race([job.ended.promise, left.promise]).finally(() => signal.removeEventListener('abort', leave));
}

function forgetOld(jobs: Map<string, Job>): void {
  const ended = [...jobs.values()].filter(hasEnded);
  for (const job of ended.slice(0, Math.max(0, ended.length - KEPT_ENDED))) jobs.delete(job.id);
}

function busy(target: string, other: Job): AppError {
  const message = `"${target}" is being written by the download ${other.id} of ${other.source.shown}, with other options or to an overlapping place.`;
  return new AppError('download_conflict', message, { param: 'output_dir' });
}
