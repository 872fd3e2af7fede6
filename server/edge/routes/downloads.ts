import { initServer } from '@ts-rest/express';
import type { z } from 'zod';
import type { DownloadConfig } from '../../../contract/engines/downloads.ts';
import { servedRoutes } from '../../../contract/served.ts';
import type { Downloads, DownloadView } from '../../library/downloads/downloads.ts';
import type { SourceOptions } from '../../library/downloads/source.ts';
import { AppError } from '../../platform/errors.ts';
import { openEventStream } from '../../platform/web/event-stream.ts';
import { handled } from '../handled.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

export const downloadOnWire = (view: DownloadView) => ({
  id: view.id,
  object: 'download' as const,
  source: view.source,
  output_dir: view.outputDir,
  state: view.state,
  bytes_total: view.bytesTotal,
  bytes_done: view.bytesDone,
  bytes_per_second: view.bytesPerSecond,
  eta_seconds: view.etaSeconds,
  files: view.files.map((file) => ({
    path: file.path,
    bytes_total: file.bytesTotal,
    bytes_done: file.bytesDone,
  })),
  error: view.error === null ? null : { code: view.error.code, message: view.error.message },
  started_at: view.startedAt,
  ended_at: view.endedAt,
});

const FILES_IN_EVENT = 200;

/** As an event tells it: a list of thousands of files, four times a second, would have its readers cut off as too slow. */
export function downloadInEvent(view: DownloadView): ReturnType<typeof downloadOnWire> {
  if (view.files.length <= FILES_IN_EVENT) return downloadOnWire(view);
  const files = [...view.files.filter(isUnderWay), ...view.files.filter((file) => !isUnderWay(file))];
  return downloadOnWire({ ...view, files: files.slice(0, FILES_IN_EVENT) });
}

const isUnderWay = ({ bytesDone, bytesTotal }: DownloadView['files'][number]): boolean =>
  bytesDone > 0 && bytesDone !== bytesTotal;

/** What a request says about its source, in our words. */
export function sourceOptions(config: z.output<typeof DownloadConfig> | null | undefined): SourceOptions {
  const { access_key, secret_key, endpoint, region, hf_token, hf_endpoint, hf_revision } = config ?? {};
  const said = {
    accessKey: access_key,
    secretKey: secret_key,
    endpoint,
    region,
    hfToken: hf_token,
    hfEndpoint: hf_endpoint,
    hfRevision: hf_revision,
    allowPatterns: globs(config?.allow_patterns),
    ignorePatterns: globs(config?.ignore_patterns),
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

const globs = (value: string | readonly string[] | null | undefined): readonly string[] | null | undefined =>
  typeof value === 'string' ? [value] : value;

/** Throws `download_not_found`. */
function downloadOf(downloads: Downloads, id: string): DownloadView {
  const view = downloads.get(id);
  if (view !== null) return view;
  throw new AppError(
    'download_not_found',
    `There is no download "${id.slice(0, 200)}". GET /v1/downloads lists them.`,
    { param: 'id' },
  );
}

/** Whether it waits or not is the caller's choice; a caller who leaves does not end the download. */
function createDownload({ downloads }: Pick<EdgePorts, 'downloads'>) {
  return async ({ body }: { body: DownloadBody }) => {
    const started = downloads.start({
      source: body.source,
      outputDir: body.output_dir,
      options: sourceOptions(body.config),
      maxWorkers: body.max_workers,
      keepPartial: body.keep_partial,
    });
    if (body.async_download) {
      const message = `The download is under way: GET /v1/downloads/${started.id} tells how far it is.`;
      return {
        status: 202 as const,
        body: { status: 'started' as const, message, download: downloadOnWire(started) },
      };
    }
    const done = await downloads.finished(started.id);
    const message = `Downloaded ${done.source} to ${done.outputDir}.`;
    return { status: 200 as const, body: { status: 'success' as const, message, download: downloadOnWire(done) } };
  };
}

interface DownloadBody {
  readonly source: string;
  readonly output_dir: string;
  readonly config?: z.output<typeof DownloadConfig> | null | undefined;
  readonly max_workers: number;
  readonly async_download: boolean;
  readonly keep_partial: boolean;
}

/** Also for the sidecar. */
export function downloadRoutes({ downloads }: Pick<EdgePorts, 'downloads'>) {
  return server.router(servedRoutes.downloads, {
    create: createDownload({ downloads }),
    list: async () => ({ status: 200, body: { object: 'list', data: downloads.list().map(downloadOnWire) } }),
    get: async ({ params }) => ({ status: 200, body: downloadOnWire(downloadOf(downloads, params.id)) }),
    events: async ({ params, res }) => {
      downloadOf(downloads, params.id);
      followDownload(downloads, params.id, res);
      return { status: 200, body: handled() };
    },
    cancel: async ({ params, query }) => {
      downloadOf(downloads, params.id);
      const view = await downloads.cancel(params.id, { keepPartial: query.keep_partial === 'true' });
      return { status: 200, body: downloadOnWire(view) };
    },
  });
}

const hasEnded = (view: DownloadView): boolean => view.endedAt !== null;

function followDownload(downloads: Downloads, id: string, res: Parameters<typeof openEventStream>[0]): void {
  let unsubscribe = (): void => {};
  const stream = openEventStream(res, () => unsubscribe());
  const tell = (view: DownloadView): void => {
    stream.send(downloadInEvent(view));
    if (hasEnded(view)) stream.end('[DONE]');
  };
  const now = downloadOf(downloads, id);
  if (!hasEnded(now)) unsubscribe = downloads.subscribe((view) => view.id === id && tell(view));
  tell(now);
}
