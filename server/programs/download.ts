/** `roundhouse download SOURCE DIR`: a download without a gateway, with progress for whoever looks on. */
import { dirname, resolve } from 'node:path';
import {
  createDownloads,
  type DownloadRequest,
  type Downloads,
  type DownloadView,
} from '../library/downloads/index.ts';
import { parseWords, UsageError } from '../platform/command-line.ts';
import { AppError } from '../platform/errors.ts';
import { silentLog } from '../platform/log.ts';
import { showProgress } from './download/show-progress.ts';
import { readWords } from './read-words.ts';

const USAGE = `roundhouse download SOURCE DIR [options]

  SOURCE                 hf://org/name[@revision], org/name, s3://bucket/path, obs://bucket/path, pvc://claim/path, file:///path
  DIR                    the folder that is made, whole or not at all

  --max-workers N        ranges fetched at once (8)
  --revision REVISION    branch, tag or commit of a hub's repository (main)
  --allow GLOB           only these files; can be repeated
  --ignore GLOB          not these files; can be repeated
  --endpoint URL         of the hub or of the S3 service
  --region REGION        of the S3 service

Credentials come from the environment: HF_TOKEN; AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
ROUNDHOUSE_VOLUME_ROOT is the folder under which pvc:// finds its claims (/mnt).
After an interruption, the same command goes on where it stopped.
`;

const INTERRUPTED = 1;

interface Asked {
  readonly request: DownloadRequest;
  /** A host that this command line names. */
  readonly endpoints: readonly string[];
}

/** Exit codes: 0 complete, 1 failed or interrupted, 2 the command line is wrong. */
export async function download(args: readonly string[]): Promise<number> {
  const words = readWords(args, { usage: USAGE, read: readArguments });
  if ('exitCode' in words) return words.exitCode;
  const { request, endpoints } = words.asked;
  const downloads = createDownloads({
    policy: () => ({
      // Whoever runs this may write to the folder that he names, and read what he can read.
      roots: [dirname(request.outputDir)],
      readableRoots: ['/'],
      endpoints,
      volumeRoot: process.env['ROUNDHOUSE_VOLUME_ROOT'] ?? '/mnt',
    }),
    env: process.env,
    log: silentLog,
  });
  try {
    return await run(downloads, request);
  } finally {
    await downloads.close();
  }
}

async function run(downloads: Downloads, request: DownloadRequest): Promise<number> {
  let view: DownloadView;
  try {
    view = downloads.start(request);
  } catch (error) {
    return complain(error);
  }
  const { id } = view;
  const progress = showProgress(process.stderr);
  progress.show(view);
  const unsubscribe = downloads.subscribe(progress.show);
  const interrupt = (): void => void downloads.cancel(id, { keepPartial: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
  try {
    const { bytesTotal, outputDir } = await downloads.finished(id);
    progress.end();
    process.stdout.write(`${outputDir}: ${bytesTotal ?? 0} bytes from ${view.source}\n`);
    return 0;
  } catch (error) {
    progress.end();
    return complain(error);
  } finally {
    unsubscribe();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt);
  }
}

function complain(error: unknown): number {
  if (!(error instanceof AppError)) throw error;
  const hint = error.code === 'download_cancelled' ? ' The same command goes on from here.' : '';
  process.stderr.write(`roundhouse: ${error.message}${hint}\n`);
  return error.code === 'invalid_request' ? 2 : INTERRUPTED;
}

function readArguments(args: readonly string[]): Asked | null {
  const { values, positionals } = parseWords(args, {
    allowPositionals: true,
    options: {
      'max-workers': { type: 'string', default: '8' },
      revision: { type: 'string' },
      allow: { type: 'string', multiple: true },
      ignore: { type: 'string', multiple: true },
      endpoint: { type: 'string' },
      region: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const [source, folder, ...rest] = positionals;
  if (source === undefined || folder === undefined) throw new UsageError('SOURCE and DIR are needed');
  if (rest.length > 0) throw new UsageError(`too many words: ${rest.join(' ')}`);
  if (!/^\d{1,3}$/.test(values['max-workers'])) throw new UsageError('--max-workers takes a number');
  const { endpoint, region, revision, allow, ignore } = values;
  const isHub = !/^(s3|obs):/.test(source);
  const request: DownloadRequest = {
    source,
    outputDir: resolve(folder),
    maxWorkers: Number(values['max-workers']),
    keepPartial: true,
    options: {
      ...(endpoint !== undefined && (isHub ? { hfEndpoint: endpoint } : { endpoint })),
      ...(region !== undefined && { region }),
      ...(revision !== undefined && { hfRevision: revision }),
      ...(allow !== undefined && { allowPatterns: allow }),
      ...(ignore !== undefined && { ignorePatterns: ignore }),
    },
  };
  return { request, endpoints: namedHosts(endpoint) };
}

function namedHosts(endpoint: string | undefined): string[] {
  if (endpoint === undefined) return [];
  const text = endpoint.includes('://') ? endpoint : `https://${endpoint}`;
  if (!URL.canParse(text)) throw new UsageError('--endpoint is not a URL');
  // Without the port: a service of one's own may redirect to another one.
  return [new URL(text).hostname];
}
