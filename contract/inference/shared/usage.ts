import { z } from '../../zod.ts';

export const CompletionTokensDetails = z
  .looseObject({
    accepted_prediction_tokens: z.number().int().optional(),
    audio_tokens: z.number().int().optional(),
    reasoning_tokens: z.number().int().optional(),
    rejected_prediction_tokens: z.number().int().optional(),
    text_tokens: z.number().int().optional(),
  })
  .openapi('CompletionTokensDetails', { description: 'Kinds of tokens in the answer.' });

export const PromptTokensDetails = z
  .looseObject({
    audio_tokens: z.number().int().optional(),
    cache_write_tokens: z.number().int().optional(),
    cached_tokens: z.number().int().nullish(),
    image_tokens: z.number().int().optional(),
    text_tokens: z.number().int().optional(),
  })
  .openapi('PromptTokensDetails', { description: 'Kinds of tokens in the prompt.' });

export const CompletionUsage = z
  .looseObject({
    completion_tokens: z.number().int(),
    prompt_tokens: z.number().int(),
    total_tokens: z.number().int(),
    completion_tokens_details: z.union([CompletionTokensDetails, z.null()]).optional(),
    prompt_tokens_details: z.union([PromptTokensDetails, z.null()]).optional(),
    reasoning_tokens: z.number().int().nullish().openapi({ description: 'SGLang.' }),
  })
  .openapi('CompletionUsage', { description: 'Tokens of the request and of its answer.' });
