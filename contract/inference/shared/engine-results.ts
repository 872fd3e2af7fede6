/** Fields that the engines add to their answers: optional, and null where an engine always writes them. */
import { z } from '../../zod.ts';

export const Timings = z
  .looseObject({
    cache_n: z.number().int().optional().openapi({ description: 'Prompt tokens taken from the cache.' }),
    prompt_n: z.number().int().optional().openapi({ description: 'Prompt tokens worked on.' }),
    prompt_ms: z.number().optional(),
    prompt_per_token_ms: z.number().optional(),
    prompt_per_second: z.number().optional(),
    predicted_n: z.number().int().optional().openapi({ description: 'Tokens generated.' }),
    predicted_ms: z.number().optional(),
    predicted_per_token_ms: z.number().optional(),
    predicted_per_second: z.number().optional(),
  })
  .openapi('Timings', { description: "llama.cpp's own measurements of the request." });

export const PromptProgress = z
  .looseObject({
    total: z.number().int(),
    cache: z.number().int(),
    processed: z.number().int(),
    time_ms: z.number(),
  })
  .openapi('PromptProgress', { description: 'How much of the prompt is done, in tokens. llama.cpp.' });

const tokenIds = z.array(z.number().int()).nullish();

export const engineResultFields = {
  timings: Timings.optional(),
  prompt_progress: PromptProgress.optional(),
  prompt_token_ids: tokenIds.openapi({ description: 'Where `return_token_ids` was asked for. vLLM.' }),
  prompt_logprobs: z.unknown().optional().openapi({ description: 'vLLM.' }),
  kv_transfer_params: z.record(z.string(), z.unknown()).nullish().openapi({ description: 'vLLM.' }),
};

export const engineChoiceFields = {
  stop_reason: z
    .union([z.string(), z.number().int(), z.null()])
    .optional()
    .openapi({ description: 'The stop string or token that ended it. vLLM.' }),
  matched_stop: z
    .union([z.string(), z.number().int(), z.null()])
    .optional()
    .openapi({ description: 'The stop string or token that ended it. SGLang.' }),
  token_ids: tokenIds.openapi({ description: 'Where `return_token_ids` was asked for. vLLM.' }),
};

export const reasoningFields = {
  reasoning_content: z.string().nullish().openapi({ description: 'What the model thought. llama.cpp, SGLang.' }),
  reasoning: z.string().nullish().openapi({ description: 'What the model thought. vLLM.' }),
};
