/** The API of the sidecar: a small program beside one engine. A contract and a spec of its own. */
import { Download, downloadFaults, downloadRoutes } from './engines/downloads.ts';
import { LoadLoraRequest } from './engines/lora.ts';
import { ErrorResponse } from './error-envelope.ts';
import { documentRoutes, Readiness } from './operations.ts';
import { c, meta } from './route.ts';
import { z } from './zod.ts';

const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse };
const engineFaults = { ...downloadFaults, 422: ErrorResponse, 501: ErrorResponse, 504: ErrorResponse, ...refused };

const SidecarHealth = z
  .object({ status: z.literal('healthy'), service: z.literal('runtime') })
  .openapi('SidecarHealth', { description: 'The sidecar is alive; nothing is said of the engine.' });

/** Loose: what the engine says beside it is passed on. */
const SidecarLoraResult = z
  .looseObject({
    status: z.enum(['success', 'started']).optional(),
    message: z.string().optional().openapi({ description: "The engine's own words." }),
    lora_name: z.string().optional(),
    lora_path: z.string().optional(),
    source: z.string().optional().openapi({ description: 'Without credentials.' }),
    output_dir: z.string().optional(),
    download: Download.optional().openapi({ description: 'With `started` (202): see `GET /v1/downloads/{id}`.' }),
  })
  .openapi('SidecarLoraResult');

/** The body goes to the engine as it is. */
const UnloadBody = z.looseObject({ lora_name: z.string().optional() }).openapi('SidecarUnloadLoraRequest');

const loaded = {
  status: 'success',
  message: "Success: LoRA adapter 'my-lora' added successfully.",
  lora_name: 'my-lora',
  lora_path: '/models/my-lora',
} as const;

const load = {
  method: 'POST',
  summary: 'Load a LoRA adapter into the engine',
  body: LoadLoraRequest,
  responses: { 200: SidecarLoraResult, 202: SidecarLoraResult, ...engineFaults },
} as const;

const unload = {
  method: 'POST',
  summary: 'Unload a LoRA adapter from the engine',
  body: UnloadBody,
  responses: { 200: SidecarLoraResult, ...engineFaults },
} as const;

const loadMeta = {
  tag: 'LoRA adapters',
  verb: 'lora',
  description:
    'Loads what is on the disk (`lora_path`), or downloads `source` to `output_dir` first. Answers when the engine has it, or ' +
    'with `async_download` at once.',
  requestExamples: {
    hub: { lora_name: 'my-lora', source: 'hf://myorg/my-lora-repo', output_dir: '/models/my-lora' },
    path: { lora_name: 'my-lora', lora_path: '/models/my-lora' },
  },
  responseExamples: { loaded },
} as const;

const unloadMeta = {
  tag: 'LoRA adapters',
  verb: 'lora',
  description: 'The body goes to the engine as it is, to the path where this engine has it.',
  requestExamples: { unload: { lora_name: 'my-lora' } },
  responseExamples: { unloaded: { message: "Success: LoRA adapter 'my-lora' removed successfully." } },
} as const;

export const sidecarContract = c.router(
  {
    health: {
      method: 'GET',
      path: '/health',
      summary: 'Is the sidecar alive?',
      responses: { 200: SidecarHealth, 400: ErrorResponse, 500: ErrorResponse },
      metadata: meta({
        operationId: 'getHealth',
        tag: 'Operations',
        verb: 'public',
        description: 'Answers also when the engine does not.',
        responseExamples: { healthy: { status: 'healthy', service: 'runtime' } },
      }),
    },
    ready: {
      method: 'GET',
      path: '/ready',
      summary: 'Does the engine answer?',
      responses: { 200: Readiness, 400: ErrorResponse, 500: ErrorResponse, 503: Readiness },
      metadata: meta({
        operationId: 'getReady',
        tag: 'Operations',
        verb: 'public',
        description: '200 when the engine is ready, else 503 with the reason.',
        responseExamples: { ready: { status: 'ready', checks: [{ name: 'engine', ok: true, reason: null }] } },
      }),
    },
    metrics: {
      method: 'GET',
      path: '/metrics',
      summary: "The engine's metrics for Prometheus",
      responses: {
        200: c.otherResponse({ contentType: 'text/plain; version=0.0.4; charset=utf-8', body: z.string() }),
        502: ErrorResponse,
        ...refused,
      },
      metadata: meta({
        operationId: 'getMetrics',
        tag: 'Operations',
        verb: 'public',
        description: 'Those of the engine as they are, and beside them the standard names.',
        responseExamples: { text: '# TYPE roundhouse:num_requests_running gauge\nroundhouse:num_requests_running 1\n' },
      }),
    },
    load: {
      ...load,
      path: '/v1/load_lora_adapter',
      metadata: meta({ ...loadMeta, operationId: 'loadLoraAdapter' }),
    },
    unload: {
      ...unload,
      path: '/v1/unload_lora_adapter',
      metadata: meta({ ...unloadMeta, operationId: 'unloadLoraAdapter' }),
    },
    loadUnversioned: {
      ...load,
      path: '/load_lora_adapter',
      metadata: meta({ ...loadMeta, operationId: 'loadLoraAdapterUnversioned' }),
    },
    unloadUnversioned: {
      ...unload,
      path: '/unload_lora_adapter',
      metadata: meta({ ...unloadMeta, operationId: 'unloadLoraAdapterUnversioned' }),
    },
    downloads: downloadRoutes,
    documents: documentRoutes,
  },
  { strictStatusCodes: true },
);
