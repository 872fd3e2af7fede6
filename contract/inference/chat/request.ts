import { z } from '../../zod.ts';
import { chatTemplateFields, constraintFields, samplingFields, servingFields } from '../shared/engine-fields.ts';
import { JsonObjectFormat, JsonSchemaResponseFormat, TextFormat } from '../shared/formats.ts';
import { NamedFunction } from '../shared/input.ts';
import { ChatMessage } from './messages.ts';
import {
  ChatAudioOptions,
  ChatModerationOptions,
  ChatPrediction,
  ChatPromptCacheOptions,
  ChatStreamOptions,
  ChatWebSearchOptions,
} from './options.ts';
import {
  ChatAllowedToolChoice,
  ChatFunction,
  ChatNamedCustomToolChoice,
  ChatNamedToolChoice,
  ChatTool,
} from './tools.ts';

export const ChatCompletionRequest = z
  .looseObject({
    messages: z.array(ChatMessage),
    model: z.string(),
    audio: z.union([ChatAudioOptions, z.null()]).optional(),
    frequency_penalty: z.number().nullish(),
    function_call: z.union([z.enum(['none', 'auto']), NamedFunction]).optional(),
    functions: z.array(ChatFunction).optional(),
    logit_bias: z.record(z.string(), z.number()).nullish(),
    logprobs: z.boolean().nullish(),
    max_completion_tokens: z.number().int().nullish(),
    max_tokens: z.number().int().nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
    modalities: z.array(z.enum(['text', 'audio'])).nullish(),
    moderation: z.union([ChatModerationOptions, z.null()]).optional(),
    n: z.number().int().nullish(),
    parallel_tool_calls: z.boolean().optional(),
    prediction: z.union([ChatPrediction, z.null()]).optional(),
    presence_penalty: z.number().nullish(),
    prompt_cache_key: z.string().nullish(),
    prompt_cache_options: ChatPromptCacheOptions.optional(),
    prompt_cache_retention: z.union([z.enum(['in_memory', '24h']), z.null()]).optional(),
    reasoning_effort: z
      .union([z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']), z.null()])
      .optional(),
    response_format: z.discriminatedUnion('type', [TextFormat, JsonSchemaResponseFormat, JsonObjectFormat]).optional(),
    safety_identifier: z.string().nullish(),
    seed: z.number().int().nullish(),
    service_tier: z.union([z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast']), z.null()]).optional(),
    stop: z.union([z.string(), z.array(z.string()), z.null()]).optional(),
    store: z.boolean().nullish(),
    stream: z.boolean().nullish(),
    stream_options: z.union([ChatStreamOptions, z.null()]).optional(),
    temperature: z.number().nullish(),
    tool_choice: z
      .union([
        z.enum(['none', 'auto', 'required']),
        ChatAllowedToolChoice,
        ChatNamedToolChoice,
        ChatNamedCustomToolChoice,
      ])
      .optional(),
    tools: z.array(ChatTool).optional(),
    top_logprobs: z.number().int().nullish(),
    top_p: z.number().nullish(),
    user: z.string().optional(),
    verbosity: z.union([z.enum(['low', 'medium', 'high']), z.null()]).optional(),
    web_search_options: ChatWebSearchOptions.optional(),
    ...samplingFields,
    ...constraintFields,
    ...servingFields,
    ...chatTemplateFields,
  })
  .openapi('ChatCompletionRequest', { description: 'A conversation to answer, and how.' });
