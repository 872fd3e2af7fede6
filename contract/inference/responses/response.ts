import { z } from '../../zod.ts';
import { AudioReference } from '../shared/input.ts';
import { ModerationError, ModerationResult } from '../shared/moderation.ts';
import { ResponseInputItem, ResponseOutputItem } from './items/item.ts';
import { Reasoning, ResponsePrompt, ResponseTextConfig } from './options.ts';
import {
  ToolChoiceAllowed,
  ToolChoiceApplyPatch,
  ToolChoiceCustom,
  ToolChoiceFunction,
  ToolChoiceMcp,
  ToolChoiceShell,
  ToolChoiceTypes,
} from './tools/choice.ts';
import { ProgrammaticToolCallingTool, ResponseTool } from './tools/tool.ts';
import { ResponseToolUsage, ResponseUsage } from './usage.ts';

export const AccessPrograms = z
  .looseObject({ cyber: z.enum(['standard', 'daybreak_blue', 'daybreak_red']) })
  .openapi('AccessPrograms', { description: 'Access programs that applied.' });

export const MisalignmentSteer = z
  .looseObject({ message: z.string() })
  .openapi('MisalignmentSteer', { description: 'Words to go on with instead.' });

export const Misalignment = z
  .looseObject({
    detailed_explanation: z.string().optional(),
    error_type: z.string().optional(),
    review_target: z.string().nullish(),
    steer: MisalignmentSteer.optional(),
  })
  .openapi('Misalignment', { description: 'Why the request was held to be misaligned.' });

export const ResponseError = z
  .looseObject({
    code: z.enum([
      'server_error',
      'rate_limit_exceeded',
      'invalid_prompt',
      'data_residency_mismatch',
      'bio_policy',
      'misalignment_policy_violation',
      'vector_store_timeout',
      'invalid_image',
      'invalid_image_format',
      'invalid_base64_image',
      'invalid_image_url',
      'image_too_large',
      'image_too_small',
      'image_parse_error',
      'image_content_policy_violation',
      'invalid_image_mode',
      'image_file_too_large',
      'unsupported_image_media_type',
      'empty_image_file',
      'failed_to_download_image',
      'image_file_not_found',
    ]),
    message: z.string(),
    misalignment: Misalignment.optional(),
    param: z.string().nullish(),
    type: z.string().nullish(),
  })
  .openapi('ResponseError', { description: 'Why the response failed.' });

export const ResponseIncompleteDetails = z
  .looseObject({ reason: z.enum(['max_output_tokens', 'max_messages', 'content_filter', 'steered']).optional() })
  .openapi('ResponseIncompleteDetails', { description: 'Why the response stopped early.' });

export const ResponseImage = z
  .looseObject({ context_compression: z.enum(['enabled', 'disabled']) })
  .openapi('ResponseImage', { description: 'How images are handled.' });

export const ResponseModeration = z
  .looseObject({
    input: z.discriminatedUnion('type', [ModerationResult, ModerationError]),
    output: z.discriminatedUnion('type', [ModerationResult, ModerationError]),
  })
  .openapi('ResponseModeration', { description: 'What moderation found, where the request turned it on.' });

export const PromptCacheMiss = z
  .looseObject({
    cache_missed_tokens: z.number().int(),
    reason: z.enum([
      'model_changed',
      'prompt_cache_key_changed',
      'tools_changed',
      'text_format_changed',
      'reasoning_effort_changed',
      'verbosity_changed',
      'context_compacted',
      'input_changed',
      'service_tier_changed',
    ]),
    type: z.literal('cache_miss'),
    comparison_reusable_tokens: z.number().int().optional(),
  })
  .openapi('PromptCacheMiss', { description: 'Why the prompt was not in the cache.' });

export const PromptCacheHit = z
  .looseObject({ type: z.literal('cache_hit') })
  .openapi('PromptCacheHit', { description: 'The prompt was in the cache.' });

export const PromptCacheComparisonNotFound = z
  .looseObject({ type: z.literal('comparison_response_not_found') })
  .openapi('PromptCacheComparisonNotFound', { description: 'The response to compare with is not there.' });

export const PromptCacheUnavailable = z
  .looseObject({ type: z.literal('unavailable') })
  .openapi('PromptCacheUnavailable', { description: 'Nothing is known about the cache.' });

export const ResponsePromptCache = z
  .looseObject({
    mode: z.enum(['implicit', 'explicit']),
    ttl: z.enum(['30m', '12h']),
    comparison_response_id: z.string().nullish(),
  })
  .openapi('ResponsePromptCache', { description: 'How the prompt was cached.' });

export const ResponseObject = z
  .looseObject({
    id: z.string(),
    access_programs: z.union([AccessPrograms, z.null()]).optional(),
    created_at: z.number(),
    error: z.union([ResponseError, z.null()]).optional(),
    incomplete_details: z.union([ResponseIncompleteDetails, z.null()]).optional(),
    instructions: z.union([z.string(), z.array(ResponseInputItem), z.null()]).optional(),
    metadata: z.record(z.string(), z.string()).nullable().optional(),
    model: z.string(),
    object: z.literal('response'),
    output: z.array(ResponseOutputItem),
    parallel_tool_calls: z.boolean().optional(),
    temperature: z.number().nullable().optional(),
    tool_choice: z
      .union([
        z.enum(['none', 'auto', 'required']),
        ToolChoiceAllowed,
        ToolChoiceTypes,
        ToolChoiceFunction,
        ToolChoiceMcp,
        ToolChoiceCustom,
        ProgrammaticToolCallingTool,
        ToolChoiceApplyPatch,
        ToolChoiceShell,
      ])
      .optional(),
    tools: z.array(ResponseTool).optional(),
    top_p: z.number().nullable().optional(),
    background: z.boolean().nullish(),
    completed_at: z.number().nullish(),
    conversation: z.union([AudioReference, z.null()]).optional(),
    image: ResponseImage.optional(),
    max_output_tokens: z.number().int().nullish(),
    max_tool_calls: z.number().int().nullish(),
    moderation: z.union([ResponseModeration, z.null()]).optional(),
    previous_response_id: z.string().nullish(),
    prompt: z.union([ResponsePrompt, z.null()]).optional(),
    prompt_cache_diagnostics: z
      .discriminatedUnion('type', [
        PromptCacheMiss,
        PromptCacheHit,
        PromptCacheComparisonNotFound,
        PromptCacheUnavailable,
      ])
      .optional(),
    prompt_cache_key: z.string().nullish(),
    prompt_cache_options: ResponsePromptCache.optional(),
    prompt_cache_retention: z.union([z.enum(['in_memory', '24h']), z.null()]).optional(),
    reasoning: z.union([Reasoning, z.null()]).optional(),
    safety_identifier: z.string().nullish(),
    service_tier: z
      .union([z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast']), z.null()])
      .optional(),
    status: z.enum(['completed', 'failed', 'in_progress', 'cancelled', 'queued', 'incomplete']).optional(),
    text: z.union([ResponseTextConfig, z.null()]).optional(),
    tool_usage: ResponseToolUsage.optional(),
    top_logprobs: z.number().int().nullish(),
    truncation: z.union([z.enum(['auto', 'disabled']), z.null()]).optional(),
    usage: ResponseUsage.optional(),
    user: z.string().nullish(),
  })
  .openapi('ResponseObject', { description: 'The response: its items, its state, and what it was asked for.' });

/** llama.cpp starts a stream with the id and the status alone. */
export const StartedResponse = ResponseObject.partial({
  created_at: true,
  model: true,
  output: true,
  parallel_tool_calls: true,
}).openapi('StartedResponse', { description: 'The response as it is at the start of a stream.' });
