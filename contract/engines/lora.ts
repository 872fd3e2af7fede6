import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { Download, DownloadConfig, downloadFaults, maxWorkers, source } from './downloads.ts';

const tag = 'LoRA adapters';

const loraName = z.string().min(1).max(200).openapi({
  description: 'The name of the LoRA adapter: what clients then put into `model`.',
  example: 'pirate',
});

export const LoadLoraRequest = z
  .looseObject({
    lora_name: loraName,
    lora_path: z.string().min(1).max(4096).nullish().openapi({
      description: 'Files that are on the disk, inside one of the download roots: a PEFT folder, or a .gguf file.',
      example: '/models/pirate-lora',
    }),
    source: source.nullish().openapi({ description: 'Instead of `lora_path`: downloaded first, then loaded.' }),
    output_dir: z.string().min(1).max(4096).nullish().openapi({
      description:
        'With `source`: where the files shall be. Default: a folder of that name in the first download root.',
      example: '/models/my-lora',
    }),
    config: z.union([DownloadConfig, z.null()]).optional(),
    max_workers: maxWorkers,
    async_download: z.boolean().default(false).openapi({
      description: 'With `source`: answer 202 at once; load when the files are there.',
    }),
    model: z.string().min(1).nullish().openapi({
      description: 'The base model. Needed only where more than one could be meant.',
      example: 'tiny',
    }),
    load_inplace: z.boolean().default(false).openapi({
      description: 'Replace the LoRA adapter that has this name already.',
    }),
  })
  .openapi('LoadLoraRequest');

const UnloadLoraRequest = z.looseObject({ lora_name: loraName }).openapi('UnloadLoraRequest');

const LoraReplica = z
  .object({
    engine: z.string().openapi({ description: 'Id of the engine.', example: 'tiny-0f3a9c' }),
    state: z.enum(['loading', 'loaded', 'failed']),
    reason: z.union([z.string(), z.null()]).openapi({ description: "The engine's words where it failed." }),
  })
  .openapi('LoraReplica', { description: 'A LoRA adapter on one engine, as the engine itself says.' });

export const LoraAdapter = z
  .object({
    id: loraName,
    object: z.literal('lora_adapter'),
    model: z.string().openapi({ description: 'The base model.', example: 'tiny' }),
    lora_path: z.union([z.string(), z.null()]).openapi({ description: 'null while it is being downloaded.' }),
    source: z.union([z.string(), z.null()]).openapi({ description: 'Without credentials.' }),
    download: z.union([z.string(), z.null()]).openapi({ description: 'Id of the download that brings it.' }),
    wanted: z.boolean().openapi({ description: 'false: it is being unloaded.' }),
    state: z.enum(['downloading', 'loading', 'loaded', 'failed', 'unloading']).openapi({
      description:
        '`loaded`: every engine that runs has it. Where none runs, it is loaded before the first request gets through.',
    }),
    reason: z.union([z.string(), z.null()]).openapi({ description: 'Why it failed.' }),
    replicas: z.array(LoraReplica).openapi({ description: 'One for each engine of the base model that runs.' }),
    created_at: z.iso.datetime(),
  })
  .openapi('LoraAdapter', { description: 'What is wanted, and what each engine has.' });

const LoraList = z.object({ object: z.literal('list'), data: z.array(LoraAdapter) }).openapi('LoraAdapterList');

const LoraResult = z
  .object({
    status: z.enum(['success', 'started']),
    message: z.string().openapi({ example: "Success: LoRA adapter 'pirate' added successfully." }),
    lora_adapter: LoraAdapter,
    download: z.union([Download, z.null()]).openapi({
      description: 'With `started` (202): what to look at (`GET /v1/downloads/{id}`).',
    }),
  })
  .openapi('LoraResult');

const exampleLora = {
  id: 'pirate',
  object: 'lora_adapter',
  model: 'tiny',
  lora_path: '/models/pirate-lora.gguf',
  source: null,
  download: null,
  wanted: true,
  state: 'loaded',
  reason: null,
  replicas: [{ engine: 'tiny-0f3a9c', state: 'loaded', reason: null }],
  created_at: '2026-11-21T04:00:00.000Z',
} satisfies z.input<typeof LoraAdapter>;

const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse };
const faults = { ...downloadFaults, 501: ErrorResponse, 504: ErrorResponse, ...refused };

const load = {
  method: 'POST',
  summary: 'Load a LoRA adapter',
  body: LoadLoraRequest,
  responses: { 200: LoraResult, 202: LoraResult, ...faults },
} as const;

const unload = {
  method: 'POST',
  summary: 'Unload a LoRA adapter',
  body: UnloadLoraRequest,
  responses: { 200: LoraResult, ...faults },
} as const;

const loadMeta = {
  tag,
  verb: 'lora',
  requestExamples: {
    path: { lora_name: 'pirate', lora_path: '/models/pirate-lora' },
    source: { lora_name: 'my-lora', source: 'hf://org/my-lora', output_dir: '/models/my-lora' },
    inBackground: { lora_name: 'my-lora', source: 's3://bucket/path/to/lora', async_download: true },
  },
  responseExamples: {
    loaded: {
      status: 'success',
      message: "Success: LoRA adapter 'pirate' added successfully.",
      lora_adapter: exampleLora,
      download: null,
    },
  },
} as const;

const unloadMeta = {
  tag,
  verb: 'lora',
  requestExamples: { unload: { lora_name: 'pirate' } },
  responseExamples: {
    unloaded: {
      status: 'success',
      message: "Success: LoRA adapter 'pirate' removed successfully.",
      lora_adapter: { ...exampleLora, wanted: false, state: 'unloading', replicas: [] },
      download: null,
    },
  },
} as const;

export const loraRoutes = c.router({
  load: {
    ...load,
    path: '/v1/load_lora_adapter',
    metadata: meta({
      ...loadMeta,
      operationId: 'loadLoraAdapter',
      description:
        'Loads it into every engine of the base model, now and whenever one is started, and asks each engine whether it has ' +
        'it. Answers when all have it, or the first has failed: then nothing of it stays. It is then a model of its own ' +
        'name. llama.cpp takes LoRA adapters at the start only: its engines are renewed one by one, requests wait meanwhile.',
    }),
  },
  unload: {
    ...unload,
    path: '/v1/unload_lora_adapter',
    metadata: meta({
      ...unloadMeta,
      operationId: 'unloadLoraAdapter',
      description: 'No request reaches it any more at once; then it is taken out of every engine, and each is asked.',
    }),
  },
  loadUnversioned: {
    ...load,
    path: '/load_lora_adapter',
    metadata: meta({
      ...loadMeta,
      operationId: 'loadLoraAdapterUnversioned',
      description: 'The same as `/v1/load_lora_adapter`, where SGLang and Patio have it.',
    }),
  },
  unloadUnversioned: {
    ...unload,
    path: '/unload_lora_adapter',
    metadata: meta({
      ...unloadMeta,
      operationId: 'unloadLoraAdapterUnversioned',
      description: 'The same as `/v1/unload_lora_adapter`, where SGLang and Patio have it.',
    }),
  },
  list: {
    method: 'GET',
    path: '/v1/lora_adapters',
    summary: 'List the LoRA adapters',
    responses: { 200: LoraList, ...refused },
    metadata: meta({
      operationId: 'listLoraAdapters',
      tag,
      verb: 'read',
      description: 'Which LoRA adapters are wanted, and which engine has them.',
      responseExamples: { loras: { object: 'list', data: [exampleLora] } },
    }),
  },
  get: {
    method: 'GET',
    path: '/v1/lora_adapters/:name',
    summary: 'Get one LoRA adapter',
    pathParams: z.object({
      name: z.string().min(1).openapi({ description: 'A slash in it is written `%2F`.', example: 'pirate' }),
    }),
    responses: { 200: LoraAdapter, 404: ErrorResponse, ...refused },
    metadata: meta({
      operationId: 'getLoraAdapter',
      tag,
      verb: 'read',
      description: 'One LoRA adapter, wanted or being unloaded.',
      responseExamples: { lora: exampleLora },
    }),
  },
});
