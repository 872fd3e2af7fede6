// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${MODEL} itself
/** What users may start by API, as written in `roundhouse.yaml`. */
import { z } from 'zod';
import { dockerRunSchema, gpusSchema } from './docker/docker-schema.ts';
import { commandSchema, duration, positiveDuration, text } from './values/schema-values.ts';

export const userEnginesSchema = z
  .strictObject({
    engine: z.enum(['embedded', 'llama.cpp', 'vllm', 'sglang', 'openai']).describe('What the engines speak.'),
    model: text
      .optional()
      .describe(
        'The file or name that the command is built from, with ${MODEL} for what the user asks for, e.g. ' +
          './models/${MODEL}.gguf. Default: ${MODEL}.',
      ),
    args: z.array(z.string()).optional().describe('With `model`: further arguments of the engine.'),
    command: commandSchema
      .optional()
      .describe(
        'Instead of `model`: binary and arguments; no shell. ${MODEL}, ${MAX_MODEL_LEN}, ${TENSOR_PARALLEL_SIZE} and ' +
          '${SEED} are what the user asks for, ${PORT} and ${HOST} where the engine must listen.',
      ),
    models: z
      .array(text)
      .min(1)
      .default(['*'])
      .describe('Names of the models that users may start; `*` stands for anything. Default: all.'),
    max_model_len: z.int().min(1).nullable().default(null).describe('The longest context that users may ask for.'),
    default_model_len: z
      .int()
      .min(1)
      .optional()
      .describe('The context where the user asks for none. Default: `max_model_len`.'),
    max_tensor_parallel: z.int().min(1).max(1024).default(1).describe('Most GPUs that an engine may be spread over.'),
    per_user: z.int().min(1).default(1).describe('How many engines a user may have at once.'),
    env: z.record(z.string(), z.string()).default({}).describe('Added to the environment of the engines.'),
    work_dir: text
      .optional()
      .describe("Where the engines are started, relative to this file. Default: this file's folder."),
    idle_unload: duration('Stop an engine after so long without a request; the next request starts it again.')
      .nullable()
      .default(null)
      .describe('Stop an engine after so long without a request; the next request starts it again. null: never.'),
    ready_timeout: positiveDuration('How long an engine may take to get ready.').default('600s'),
    stop_timeout: duration('From SIGTERM to SIGKILL.').default('15s'),
    docker: dockerRunSchema
      .optional()
      .describe('Runs the engines in containers: users choose neither image nor mounts.'),
    gpus: z
      .union([z.literal('tensor_parallel'), gpusSchema], 'must be tensor_parallel, or what a model can say of its gpus')
      .optional()
      .describe(
        'GPUs of each engine: `tensor_parallel` for as many as the user asks for in TENSOR_PARALLEL_SIZE, or as with ' +
          'a model. Default: it is not told.',
      ),
  })
  .describe('What users may start by API (`POST /vllm_request/start`). Default: nothing.');

export type UserEnginesFile = z.output<typeof userEnginesSchema>;
