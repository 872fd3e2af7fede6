/** One download as the engine knows it, and how it is shown. */
import type { AppError } from '../../../platform/errors.ts';
import type { DownloadFileView, DownloadRequest, DownloadState, DownloadView } from '../downloads.ts';
import type { Source } from '../source.ts';
import type { FileState } from '../transfer/file-state.ts';
import { createRateMeter, type RateMeter } from './rate-meter.ts';

export interface Job {
  readonly id: string;
  readonly request: DownloadRequest;
  readonly source: Source;
  /** Real path. */
  readonly target: string;
  /** Place, source and options without secrets: whoever asks for the same shares it. */
  readonly identity: string;
  readonly startedAt: string;
  readonly abort: AbortController;
  readonly rate: RateMeter;
  readonly ended: PromiseWithResolvers<DownloadView>;
  keepPartial: boolean;
  state: DownloadState;
  /** null: not listed yet. */
  files: readonly FileState[] | null;
  error: AppError | null;
  endedAt: string | null;
}

export function createJob(fixed: Pick<Job, 'id' | 'request' | 'source' | 'target' | 'identity' | 'startedAt'>): Job {
  const ended = Promise.withResolvers<DownloadView>();
  // Nobody need be waiting.
  ended.promise.catch(() => {});
  return {
    ...fixed,
    abort: new AbortController(),
    rate: createRateMeter(),
    ended,
    keepPartial: fixed.request.keepPartial,
    state: 'listing',
    files: null,
    error: null,
    endedAt: null,
  };
}

export const hasEnded = ({ state }: Pick<Job, 'state'>): boolean =>
  state === 'completed' || state === 'failed' || state === 'cancelled';

export function bytesDoneOf(job: Job): number {
  return (job.files ?? []).reduce((sum, file) => sum + file.bytesDone, 0);
}

export function viewOf(job: Job): DownloadView {
  const files = (job.files ?? []).map(fileView);
  const bytesDone = bytesDoneOf(job);
  const known = job.files !== null && files.every(({ bytesTotal }) => bytesTotal !== null);
  const bytesTotal = known ? files.reduce((sum, file) => sum + (file.bytesTotal ?? 0), 0) : null;
  const bytesPerSecond = job.state === 'downloading' ? job.rate.bytesPerSecond() : 0;
  return {
    id: job.id,
    source: job.source.shown,
    outputDir: job.target,
    state: job.state,
    bytesTotal,
    bytesDone,
    bytesPerSecond,
    etaSeconds: eta(job.state, bytesTotal, bytesDone, bytesPerSecond),
    files,
    error: job.error,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
  };
}

const fileView = ({ source, size, bytesDone }: FileState): DownloadFileView => ({
  path: source.path,
  bytesTotal: size,
  bytesDone,
});

function eta(state: DownloadState, total: number | null, done: number, rate: number): number | null {
  if (state === 'completed') return 0;
  if (state !== 'downloading' || total === null || rate === 0) return null;
  return Math.ceil((total - done) / rate);
}
