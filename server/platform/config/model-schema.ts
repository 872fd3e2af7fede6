// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${NAME} itself
/** The shape of one model in `roundhouse.yaml`, and of its variants. */
import { z } from 'zod';
import { dockerRunSchema, gpusSchema } from './docker/docker-schema.ts';
import { commandSchema, duration, envName, positiveDuration, text } from './values/schema-values.ts';

/** What a variant has of its own, and a model with one variant at its own level. */
const runFields = {
  context: z
    .int()
    .min(1)
    .nullable()
    .optional()
    .describe('Context size in tokens. Default: not known, taken as large enough.'),
  command: commandSchema
    .optional()
    .describe(
      'Binary and arguments that start the engine; no shell. ${PORT} and ${HOST} are where it must listen, filled in at the start.',
    ),
  model: text
    .optional()
    .describe(
      'Instead of `command`: the file (.gguf, relative to this file) or name of the model; the command is built from it.',
    ),
  source: text
    .optional()
    .describe(
      'Where the files come from when they are needed first: `hf://org/name[@revision]`, `s3://bucket/prefix`, ' +
        '`obs://`, `pvc://claim/path`, `file:///path`. `model` is then a file in it (default: its only .gguf, or all ' +
        'of it); in a `command`, ${MODEL_PATH} and ${MODEL_DIR} stand for it.',
    ),
  source_files: z
    .array(text)
    .min(1)
    .optional()
    .describe('With `source`: which files to fetch, as globs. Default: the file that `model` names, else all.'),
  args: z.array(z.string()).optional().describe('With `model`: further arguments of the engine.'),
  env: z
    .record(z.string(), z.string())
    .optional()
    .describe('Added to the environment of the engine. Values may be taken from ours: "${NAME}".'),
  work_dir: text
    .optional()
    .describe("Where the engine is started, relative to this file. Default: this file's folder."),
  stop_command: commandSchema
    .nullable()
    .optional()
    .describe('Run before the signals, with ${PID} and ${PORT} filled in. null: signals only.'),
  ready_timeout: positiveDuration(
    'How long the engine may take to get ready. Default: 60s; vllm and sglang 600s.',
  ).optional(),
  stop_timeout: duration('From SIGTERM to SIGKILL. Default: 15s.').optional(),
  docker: dockerRunSchema.optional(),
  gpus: gpusSchema.optional(),
};

const variantSchema = z.strictObject(runFields).describe('One way to run the model.');

export const modelSchema = z
  .strictObject({
    engine: z
      .enum(['embedded', 'llama.cpp', 'vllm', 'sglang', 'openai'])
      .describe('What the engine speaks. `openai` is any OpenAI-compatible server.'),
    aliases: z.array(text).default([]).describe('Further names of the model.'),
    idle_unload: duration('Stop the engine after so long without a request. null: never.')
      .nullable()
      .default(null)
      .describe('Stop the engine after so long without a request, e.g. 10m. null: never.'),
    preload: z.boolean().default(false).describe('Start the engine with the gateway.'),
    replicas: z.int().min(1).default(1).describe('How many engines to run for this model.'),
    concurrency: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe('Requests at once per replica; the rest wait. null: what the engine kind can take.'),
    max_wait: duration('How long a request may wait for the engine, loading time not counted.').default('60s'),
    max_queue: z.int().min(0).default(1000).describe('How many requests may wait.'),
    drain_timeout: duration('How long running requests may go on when the engine is to stop.').default('5m'),
    reserve_tokens: z
      .int()
      .min(0)
      .default(512)
      .describe('Tokens kept free for the answer where the request has no max_tokens.'),
    url: text
      .optional()
      .describe('Base URL of an engine that is already running; with a command: where the started engine answers.'),
    urls: z.array(text).min(1).optional().describe('Several such URLs; requests are balanced over them.'),
    engine_model: text
      .optional()
      .describe('The name that the engine is asked for. Default: the name that the client used.'),
    headers: z
      .record(z.string(), z.string())
      .default({})
      .describe('Sent to the engine with each request. Values may be taken from the environment: "${NAME}".'),
    api_key_env: envName
      .optional()
      .describe('Environment variable with the API key of the engine, sent as `Authorization: Bearer`.'),
    health_path: z
      .string()
      .regex(/^\/[\x21-\x7e]*$/, 'must be a path that begins with /, e.g. /healthz')
      .optional()
      .describe("Path of the engine's health check. Default: the engine kind's own."),
    variants: z
      .array(variantSchema)
      .min(1)
      .optional()
      .describe(
        'Ways to run the model, smallest context first. What they leave out is taken from the level of the model.',
      ),
    ...runFields,
  })
  .describe('One model.');

export type ModelFile = z.output<typeof modelSchema>;
export type VariantFile = z.output<typeof variantSchema>;
