import { z } from 'zod';
import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { Engine, EngineList, EngineLog, EngineLogLine, FleetEvent } from './engine-schemas.ts';

const tag = 'Engines';

const pathParams = z.object({
  id: z.string().min(1).openapi({ description: 'Id of the engine.', example: 'tiny-0f3a' }),
});

/** Query strings carry text; the specs say boolean. */
const queryFlag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'], case: 'sensitive' });

export const StartEngineRequest = z
  .object({
    model: z.string().min(1).openapi({ description: 'A model of the configuration, or an alias of one.' }),
    variant: z
      .number()
      .int()
      .min(0)
      .optional()
      .openapi({ description: 'Index of the variant, smallest context first. Not together with `context`.' }),
    context: z
      .number()
      .int()
      .positive()
      .optional()
      .openapi({ description: 'Tokens: the smallest variant that has as many. Not together with `variant`.' }),
  })
  .refine((value) => value.variant === undefined || value.context === undefined, {
    message: 'give `variant` or `context`, not both',
    path: ['context'],
  })
  .openapi('StartEngineRequest');

export const StopEngineRequest = z
  .object({
    force: z.boolean().optional().openapi({
      description: 'Do not wait for the requests it is answering: they end with an error event. False by default.',
    }),
  })
  .openapi('StopEngineRequest');

const exampleEngine = {
  id: 'tiny-0f3a',
  object: 'engine',
  name: 'tiny/0',
  model: 'tiny',
  variant: 0,
  context: 512,
  kind: 'llama.cpp',
  launcher: 'process',
  container_id: null,
  gpus: [0],
  version: '0.7.0',
  endpoint: 'http://127.0.0.1:41234',
  pid: 4711,
  process_status: 'running',
  state: 'ready',
  in_flight: 1,
  started_at: '2026-11-21T04:00:00.000Z',
  ready_at: '2026-11-21T04:00:00.117Z',
  reason: null,
  trouble: null,
} satisfies z.input<typeof Engine>;

const exampleLine = {
  seq: 1,
  time: '2026-11-21T04:00:00.020Z',
  stream: 'stderr',
  line: 'main: server is listening on http://127.0.0.1:41234',
} satisfies z.input<typeof EngineLogLine>;

/** A malformed request (two `Host` headers, say) is a 400 on every route. */
const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse };

export const engineRoutes = c.router({
  list: {
    method: 'GET',
    path: '/v1/engines',
    summary: 'List the engines',
    responses: { 200: EngineList, ...refused },
    metadata: meta({
      operationId: 'listEngines',
      tag,
      verb: 'read',
      description:
        'Engines that the gateway knows, started by it or already running elsewhere, of the models that you may use.',
      responseExamples: { engines: { object: 'list', data: [exampleEngine] } },
    }),
  },
  get: {
    method: 'GET',
    path: '/v1/engines/:id',
    summary: 'Get one engine',
    pathParams,
    responses: { 200: Engine, 404: ErrorResponse, ...refused },
    metadata: meta({
      operationId: 'getEngine',
      tag,
      verb: 'read',
      description: 'One engine. Where it could not be started, `reason` says why, with its last log lines.',
      responseExamples: { engine: exampleEngine },
    }),
  },
  start: {
    method: 'POST',
    path: '/v1/engines',
    summary: 'Start a variant of a model now',
    body: StartEngineRequest,
    responses: {
      200: Engine,
      404: ErrorResponse,
      409: ErrorResponse,
      413: ErrorResponse,
      415: ErrorResponse,
      502: ErrorResponse,
      503: ErrorResponse,
      504: ErrorResponse,
      ...refused,
    },
    metadata: meta({
      operationId: 'startEngine',
      tag,
      verb: 'engines',
      description:
        'Starts an engine and answers when it is ready; one that already runs is answered at once. Idle engines make room ' +
        'for it, busy ones never: then it is a 409 `no_room`. Without `variant` and `context` the smallest variant is started.',
      requestExamples: {
        smallest: { model: 'tiny' },
        variant: { model: 'tiny', variant: 1 },
        context: { model: 'tiny', context: 1024 },
      },
      responseExamples: { ready: exampleEngine },
    }),
  },
  stop: {
    method: 'POST',
    path: '/v1/engines/:id/stop',
    summary: 'Stop an engine',
    pathParams,
    body: StopEngineRequest.optional(),
    responses: {
      200: Engine,
      404: ErrorResponse,
      413: ErrorResponse,
      415: ErrorResponse,
      ...refused,
    },
    metadata: meta({
      operationId: 'stopEngine',
      tag,
      verb: 'engines',
      description:
        'Gives it no more requests, waits for those it has (`drain_timeout`), stops it, and answers when it is gone. ' +
        'The next request for its model starts one again.',
      requestExamples: { drain: {}, force: { force: true } },
      responseExamples: { stopped: { ...exampleEngine, state: 'stopped', process_status: 'stopped', in_flight: 0 } },
    }),
  },
  logs: {
    method: 'GET',
    path: '/v1/engines/:id/logs',
    summary: 'Read or follow the log of an engine',
    pathParams,
    query: z.object({
      lines: z.coerce.number().int().min(1).max(1000).default(100).openapi({
        description: 'How many of the newest lines; the last 1,000 are kept.',
        example: 100,
      }),
      follow: queryFlag.default(false).openapi({
        type: 'boolean',
        default: false,
        description: 'Answer an event stream: the newest lines, then each new one, until the engine is gone.',
      }),
    }),
    responses: { 200: EngineLog, 404: ErrorResponse, ...refused },
    metadata: meta({
      operationId: 'getEngineLogs',
      tag,
      verb: 'engines',
      description:
        'What the engine wrote to its standard output and error. Engines may write prompts there: the verb is `engines`.',
      events: EngineLogLine,
      streamEnd: '[DONE]',
      responseExamples: { lines: { object: 'list', data: [exampleLine] } },
    }),
  },
});

export const eventRoutes = c.router({
  follow: {
    method: 'GET',
    path: '/v1/events',
    summary: 'Follow the state of the fleet',
    responses: { 200: c.otherResponse({ contentType: 'text/event-stream', body: z.string() }), ...refused },
    metadata: meta({
      operationId: 'followEvents',
      tag: 'Events',
      verb: 'read',
      description:
        'An event stream: first one `engine.state` per known engine, then every change of state, of downloads and ' +
        'LoRA adapters, and the result of each reload of the config; of these what you may see by the other routes (downloads: ' +
        'with the verb `lora`; reloads: with `engines`). It has no end of its own. Comment lines keep the connection alive.',
      events: FleetEvent,
      responseExamples: {
        state: {
          seq: 7,
          time: '2026-11-21T04:00:00.117Z',
          type: 'engine.state',
          engine: exampleEngine,
        },
      },
    }),
  },
});
