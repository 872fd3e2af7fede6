import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';

const tag = 'Downloads';

const globs = z.union([z.string().min(1), z.array(z.string().min(1))]);

/** How to reach the source. Loose: what other downloaders also take does no harm, and null is what is left out. */
export const DownloadConfig = z
  .looseObject({
    access_key: z.string().nullish().openapi({ description: 'S3, OBS. Default: the environment, else none.' }),
    secret_key: z.string().nullish().openapi({ description: 'S3, OBS. Never logged, stored or shown.' }),
    endpoint: z.string().nullish().openapi({
      description:
        'S3, OBS: base URL of the service. Its host must be listed: `download_endpoints` of the config, `--allow-endpoint` of the sidecar.',
      example: 'https://obs.example.com',
    }),
    region: z.string().nullish().openapi({ description: 'S3, OBS.', example: 'eu-central-1' }),
    hf_token: z.string().nullish().openapi({ description: 'Hugging Face. Never logged, stored or shown.' }),
    hf_endpoint: z.string().nullish().openapi({
      description:
        'Base URL of the hub. Its host must be listed: `download_endpoints` of the config, `--allow-endpoint` of the sidecar.',
    }),
    hf_revision: z.string().nullish().openapi({ description: 'Branch, tag or commit.', example: 'main' }),
    allow_patterns: globs.nullish().openapi({ description: 'Only files that match one of these globs.' }),
    ignore_patterns: globs.nullish().openapi({ description: 'No files that match one of these globs.' }),
  })
  .openapi('DownloadConfig', { description: 'How to reach the source, and which of its files.' });

export const source = z
  .string()
  .min(1)
  .max(2048)
  .openapi({
    description:
      '`hf://org/name[@revision]` or `org/name`, `s3://bucket/prefix`, `obs://bucket/prefix`, `pvc://claim/path` (a mounted ' +
      'volume), `file:///path`.',
    example: 'hf://org/name',
  });

export const maxWorkers = z.number().int().min(1).max(64).default(8).openapi({
  description: 'Parallel downloads of files and parts of files.',
  example: 8,
});

const outputDir = z.string().min(1).max(4096).openapi({
  description: 'Where the files shall be: inside one of the download roots. It appears whole or not at all.',
  example: '/models/my-model',
});

const DownloadModelRequest = z
  .looseObject({
    source,
    output_dir: outputDir,
    config: z.union([DownloadConfig, z.null()]).optional(),
    max_workers: maxWorkers,
    async_download: z.boolean().default(false).openapi({
      description: 'Answer 202 at once. Else the answer comes when all is there.',
    }),
    keep_partial: z.boolean().default(true).openapi({
      description: 'After a failure, keep what was fetched: the next try goes on there.',
    }),
  })
  .openapi('DownloadModelRequest');

const DownloadFile = z
  .object({
    path: z.string().openapi({ description: 'Below `output_dir`.' }),
    bytes_total: z.union([z.number().int().min(0), z.null()]),
    bytes_done: z.number().int().min(0),
  })
  .openapi('DownloadFile');

const DownloadError = z
  .object({ code: z.string(), message: z.string() })
  .openapi('DownloadError', { description: 'Why it failed.' });

export const Download = z
  .object({
    id: z.string().openapi({ example: 'dl-8f3k2a' }),
    object: z.literal('download'),
    source: z.string().openapi({ description: 'Without credentials.', example: 'hf://org/name' }),
    output_dir: z.string().openapi({ example: '/models/my-model' }),
    state: z.enum(['listing', 'downloading', 'verifying', 'completed', 'failed', 'cancelled']),
    bytes_total: z
      .union([z.number().int().min(0), z.null()])
      .openapi({ description: 'null: not listed yet, or the source does not say.' }),
    bytes_done: z.number().int().min(0).openapi({ description: 'What was there already counts.' }),
    bytes_per_second: z.number().min(0).openapi({ description: 'Over the last seconds.' }),
    eta_seconds: z.union([z.number().min(0), z.null()]),
    files: z.array(DownloadFile).openapi({ description: 'In events 200 at most, those under way first.' }),
    error: z.union([DownloadError, z.null()]),
    started_at: z.iso.datetime(),
    ended_at: z.union([z.iso.datetime(), z.null()]),
  })
  .openapi('Download', { description: 'A download: under way, or ended.' });

const DownloadResult = z
  .object({
    status: z.enum(['success', 'started']),
    message: z.string(),
    download: Download,
  })
  .openapi('DownloadResult', {
    description: '`started` (202): look at `GET /v1/downloads/{id}`, or follow its events.',
  });

const DownloadList = z.object({ object: z.literal('list'), data: z.array(Download) }).openapi('DownloadList');

const pathParams = z.object({ id: z.string().min(1).openapi({ example: 'dl-8f3k2a' }) });

export const exampleDownload = {
  id: 'dl-8f3k2a',
  object: 'download',
  source: 'hf://org/name',
  output_dir: '/models/my-model',
  state: 'completed',
  bytes_total: 914880,
  bytes_done: 914880,
  bytes_per_second: 0,
  eta_seconds: null,
  files: [{ path: 'tiny.q8_0.gguf', bytes_total: 914880, bytes_done: 914880 }],
  error: null,
  started_at: '2026-11-21T04:00:00.000Z',
  ended_at: '2026-11-21T04:00:01.000Z',
} satisfies z.input<typeof Download>;

const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse };

/** What a download can end with, beside what any route can. */
export const downloadFaults = {
  404: ErrorResponse,
  409: ErrorResponse,
  413: ErrorResponse,
  415: ErrorResponse,
  502: ErrorResponse,
  503: ErrorResponse,
  507: ErrorResponse,
};

/** Also what the sidecar serves. */
export const downloadRoutes = c.router({
  create: {
    method: 'POST',
    path: '/v1/download_model',
    summary: 'Download a model',
    body: DownloadModelRequest,
    responses: { 200: DownloadResult, 202: DownloadResult, ...downloadFaults, ...refused },
    metadata: meta({
      operationId: 'downloadModel',
      tag,
      verb: 'lora',
      description:
        'Brings the files of a model onto the disk: in parallel, resumed where an earlier try was cut off, checked by size ' +
        'and hash where the source gives one. Several callers for one place share one download.',
      requestExamples: {
        hub: { source: 'hf://org/name', output_dir: '/models/my-model', config: { hf_revision: 'main' } },
        s3: { source: 's3://bucket/path', output_dir: '/models/my-model', async_download: true },
      },
      responseExamples: { done: { status: 'success', message: 'Downloaded.', download: exampleDownload } },
    }),
  },
  list: {
    method: 'GET',
    path: '/v1/downloads',
    summary: 'List the downloads',
    responses: { 200: DownloadList, ...refused },
    metadata: meta({
      operationId: 'listDownloads',
      tag,
      verb: 'lora',
      description: 'Newest first; ended ones are kept for a while.',
      responseExamples: { downloads: { object: 'list', data: [exampleDownload] } },
    }),
  },
  get: {
    method: 'GET',
    path: '/v1/downloads/:id',
    summary: 'Get one download',
    pathParams,
    responses: { 200: Download, 404: ErrorResponse, ...refused },
    metadata: meta({
      operationId: 'getDownload',
      tag,
      verb: 'lora',
      description: 'State, bytes, rate, time left and files.',
      responseExamples: { download: exampleDownload },
    }),
  },
  events: {
    method: 'GET',
    path: '/v1/downloads/:id/events',
    summary: 'Follow a download',
    pathParams,
    responses: {
      200: c.otherResponse({ contentType: 'text/event-stream', body: z.string() }),
      404: ErrorResponse,
      ...refused,
    },
    metadata: meta({
      operationId: 'followDownload',
      tag,
      verb: 'lora',
      description: 'An event stream: the download as it is now, then after each change, until it has ended.',
      events: Download,
      streamEnd: '[DONE]',
      responseExamples: { event: exampleDownload },
    }),
  },
  cancel: {
    method: 'DELETE',
    path: '/v1/downloads/:id',
    summary: 'Cancel a download',
    pathParams,
    query: z.object({
      keep_partial: z.enum(['true', 'false']).default('true').openapi({
        description: 'Whether what was fetched is kept for a later try.',
      }),
    }),
    responses: { 200: Download, 404: ErrorResponse, ...refused },
    metadata: meta({
      operationId: 'cancelDownload',
      tag,
      verb: 'lora',
      description: 'Ends a download that is under way. One that has ended stays as it is.',
      responseExamples: { cancelled: { ...exampleDownload, state: 'cancelled', bytes_done: 512 } },
    }),
  },
});
