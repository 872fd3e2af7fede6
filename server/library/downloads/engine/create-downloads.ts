/** The engine's face: who asks for what, who shares it, how it is told. */
import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { DownloadPolicy, DownloadRequest, Downloads, DownloadView } from '../downloads.ts';
import { type Disk, realDisk } from '../partial/disk.ts';
import { checkTarget } from '../place/check-target.ts';
import { insideRoots, isInside } from '../place/inside-roots.ts';
import type { Source } from '../source.ts';
import { openSource } from '../sources/index.ts';
import { createGuardedHttp } from '../web/guarded-http.ts';
import { checkRequest, environmentHosts, identityOf } from './check-request.ts';
import { createJob, hasEnded, type Job, viewOf } from './job.ts';
import { type JobDeps, runJob } from './run-job.ts';

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

  const jobDeps: JobDeps = {
    env,
    clock,
    random,
    disk,
    log,
    roots: () => policy().roots,
    tell(job) {
      const view = viewOf(job);
      for (const listener of listeners) listener(view);
    },
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

  const sourceOf = ({ source, options }: Pick<DownloadRequest, 'source' | 'options'>): Source => {
    const { roots, volumeRoot, readableRoots = roots } = policy();
    return openSource(source, options, { http, env, volumeRoot, readableRoots });
  };

  return {
    shown: (request) => sourceOf(request).shown,
    start(request) {
      if (closed) throw new AppError('shutting_down', 'No downloads are begun any more.');
      const { roots } = policy();
      checkRequest(request, allowedHosts());
      const source = sourceOf(request);
      const target = insideRoots(request.outputDir, roots);
      const identity = identityOf(request, source.shown, target);
      const same = findShared([...jobs.values()], identity, target);
      if (same !== undefined) return viewOf(same);
      checkTarget(request.outputDir, roots, source.shown);
      const id = `dl-${randomBytes(8).toString('hex')}`;
      const job = createJob({ id, request, source, target, identity, startedAt: clock.date().toISOString() });
      jobs.set(id, job);
      const whole = runJob(job, jobDeps).finally(() => {
        running.delete(whole);
        forgetOld(jobs);
      });
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

/** The one under way that this request may share. Throws `download_conflict` where one is in its way. */
function findShared(jobs: readonly Job[], identity: string, target: string): Job | undefined {
  const active = jobs.filter((job) => !hasEnded(job));
  const same = active.find((job) => job.identity === identity);
  if (same !== undefined) return same;
  const other = active.find((job) => isInside(job.target, target) || isInside(target, job.target));
  if (other === undefined) return undefined;
  const message = `"${target}" is being written by the download ${other.id} of ${other.source.shown}, with other options or to an overlapping place.`;
  throw new AppError('download_conflict', message, { param: 'output_dir' });
}
