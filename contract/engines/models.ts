import { z } from 'zod';
import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';

const tag = 'Models';

/** The best state of a model's engines, in the words of the fleet. */
export const EngineState = z
  .enum(['starting', 'ready', 'draining', 'stopped', 'crashed', 'failed'])
  .openapi('EngineState', {
    description:
      '`starting`: launched, not ready yet. `ready`: takes requests. `draining`: finishes what it has, takes no more. ' +
      '`stopped`: not running. `crashed`: ended by itself, a restart follows. `failed`: crashed or failed to start too ' +
      'often; not tried again until it is asked for.',
  });

/** OpenAI's `Model`, with what clients of vLLM and OpenRouter also look for. */
export const Model = z
  .object({
    id: z.string().openapi({ description: 'The name to put into `model` of a request.', example: 'tiny' }),
    object: z.literal('model'),
    created: z
      .number()
      .int()
      .openapi({ description: 'When the gateway learned of it: seconds since 1970-01-01 UTC.', example: 1763697600 }),
    owned_by: z
      .string()
      .openapi({ description: '`roundhouse`, or the organisation in the name.', example: 'roundhouse' }),
    state: EngineState.openapi({
      description: 'The best state of its engines; `stopped` where none runs: the first request then starts one.',
    }),
    context_length: z
      .union([z.number().int().positive(), z.null()])
      .openapi({ description: 'Tokens of its largest context; null where that is not known.', example: 1024 }),
    context_sizes: z.array(z.number().int().positive()).openapi({
      description: 'Tokens of the context of each variant, smallest first; empty where none is known.',
      example: [512, 1024],
    }),
    max_model_len: z
      .union([z.number().int().positive(), z.null()])
      .openapi({ description: 'The same as `context_length`, under the name that vLLM gives it.', example: 1024 }),
    aliases: z
      .array(z.string())
      .openapi({ description: 'Other names that are answered by this model.', example: ['gpt-4o-mini'] }),
    parent: z
      .union([z.string(), z.null()])
      .openapi({ description: 'The model that a LoRA adapter or an alias belongs to; null for a model of its own.' }),
  })
  .openapi('Model', { description: 'A name that can be asked for.' });

export const ModelList = z
  .object({ object: z.literal('list'), data: z.array(Model) })
  .openapi('ModelList', { description: 'Every name that the caller may ask for.' });

const exampleModel = {
  id: 'tiny',
  object: 'model',
  created: 1763697600,
  owned_by: 'roundhouse',
  state: 'ready',
  context_length: 1024,
  context_sizes: [512, 1024],
  max_model_len: 1024,
  aliases: ['gpt-4o-mini'],
  parent: null,
} satisfies z.input<typeof Model>;

const exampleAlias = { ...exampleModel, id: 'gpt-4o-mini', aliases: [], parent: 'tiny' } satisfies z.input<
  typeof Model
>;

export const modelRoutes = c.router({
  list: {
    method: 'GET',
    path: '/v1/models',
    summary: 'List the models',
    responses: { 200: ModelList, 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse },
    metadata: meta({
      operationId: 'listModels',
      tag,
      verb: 'read',
      description:
        'Every name that this caller may put into `model`: models, aliases and LoRA adapters, running or not. ' +
        'In the shape of OpenAI’s list, with the state and the context sizes beside it.',
      responseExamples: { models: { object: 'list', data: [exampleModel, exampleAlias] } },
    }),
  },
  get: {
    method: 'GET',
    path: '/v1/models/:id',
    summary: 'Get one model',
    pathParams: z.object({
      id: z.string().min(1).openapi({ description: 'The name; a slash in it is written `%2F`.', example: 'tiny' }),
    }),
    responses: {
      200: Model,
      400: ErrorResponse,
      401: ErrorResponse,
      403: ErrorResponse,
      404: ErrorResponse,
      500: ErrorResponse,
    },
    metadata: meta({
      operationId: 'getModel',
      tag,
      verb: 'read',
      description: 'One name that can be asked for. An unknown one is a 404 `model_not_found` that lists near names.',
      responseExamples: { model: exampleModel },
    }),
  },
});
