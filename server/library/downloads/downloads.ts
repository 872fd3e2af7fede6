/** The door of the downloads: what the rest of the product sees of them. */
import type { AppError } from '../../platform/errors.ts';
import type { SourceOptions } from './source.ts';

export interface DownloadRequest {
  /** `hf://org/name[@revision]`, bare `org/name`, `s3://`, `obs://`, `pvc://claim/path`, `file:///path`. */
  readonly source: string;
  /** Where the files shall be. Must lie inside one of the download roots, after symlinks are resolved. */
  readonly outputDir: string;
  readonly options: SourceOptions;
  /** Ranged GETs at once; 1 to 64. */
  readonly maxWorkers: number;
  /** What was fetched before a failure or a cancel is kept for the next try (true), or removed. */
  readonly keepPartial: boolean;
  /** What an earlier download of the same source left whole is taken as it is: the source is not asked whether it has changed. */
  readonly acceptPresent?: boolean;
}

export type DownloadState = 'listing' | 'downloading' | 'verifying' | 'completed' | 'failed' | 'cancelled';

export interface DownloadFileView {
  readonly path: string;
  readonly bytesTotal: number | null;
  readonly bytesDone: number;
}

export interface DownloadView {
  /** `dl-` and random characters. */
  readonly id: string;
  /** Without credentials. */
  readonly source: string;
  readonly outputDir: string;
  readonly state: DownloadState;
  /** What was there already (resumed) counts as done. null: not listed yet, or the source does not say. */
  readonly bytesTotal: number | null;
  readonly bytesDone: number;
  /** Over the last seconds; 0 when nothing moves. */
  readonly bytesPerSecond: number;
  readonly etaSeconds: number | null;
  readonly files: readonly DownloadFileView[];
  /** Why it failed; null else. */
  readonly error: AppError | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface Downloads {
  /** How a source is shown: without credentials, the same however it was written. Throws `invalid_request`. */
  shown(request: Pick<DownloadRequest, 'source' | 'options'>): string;
  /**
   * Begins a download, or joins the one that is under way for the same place and source. Throws AppError at once where the
   * request cannot be: `invalid_request` (source, patterns), `path_not_allowed` (outside of the roots), `endpoint_not_allowed`,
   * `download_conflict` (another source is being written there, or the place holds what no download made).
   */
  start(request: DownloadRequest): DownloadView;
  /** Resolves when it is complete. Rejects with its AppError where it failed or was cancelled, with the signal's reason when aborted (the download goes on). */
  finished(id: string, signal?: AbortSignal): Promise<DownloadView>;
  get(id: string): DownloadView | null;
  /** Newest first; ended ones are kept for a while (the last 100). */
  list(): readonly DownloadView[];
  /** Throws `download_not_found`. One that has ended stays as it is. */
  cancel(id: string, options: { readonly keepPartial: boolean }): Promise<DownloadView>;
  /** Called on each change of state, and at most four times a second with progress. */
  subscribe(listener: (view: DownloadView) => void): () => void;
  /** Cancels what is under way, keeping what was fetched. */
  close(): Promise<void>;
}

/** What may be read and written where, and which endpoints a request may name. Asked anew for each request. */
export interface DownloadPolicy {
  /** Absolute paths. */
  readonly roots: readonly string[];
  /** `host` or `host:port` that a request's `endpoint` or `hf_endpoint` may name beside the hub's and AWS's own. */
  readonly endpoints: readonly string[];
  readonly volumeRoot: string | null;
  /** Folders that `file://` may read from; the roots where it is absent. */
  readonly readableRoots?: readonly string[];
}
