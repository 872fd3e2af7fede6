import { z } from '../../zod.ts';
import { engineChoiceFields, engineResultFields, reasoningFields } from '../shared/engine-results.ts';
import { CompletionUsage } from '../shared/usage.ts';
import { ChatModeration } from './completion.ts';
import { ChatLogprobs } from './logprobs.ts';

export const ChatAudioDelta = z
  .looseObject({
    id: z.string().optional(),
    data: z.string().optional(),
    expires_at: z.number().optional(),
    transcript: z.string().optional(),
  })
  .openapi('ChatAudioDelta', { description: 'The next piece of spoken audio.' });

export const FunctionCallDelta = z
  .looseObject({ arguments: z.string().nullish(), name: z.string().nullish() })
  .openapi('FunctionCallDelta', { description: 'The next piece of a call.' });

export const CustomToolCallInputDelta = z
  .looseObject({ input: z.string().optional(), name: z.string().optional() })
  .openapi('CustomToolCallInputDelta', { description: 'The next piece of a custom tool’s input.' });

export const ChatToolCallDelta = z
  .looseObject({
    index: z.number().int(),
    id: z.string().nullish(),
    custom: CustomToolCallInputDelta.optional(),
    function: FunctionCallDelta.optional(),
    type: z.enum(['function', 'custom']).optional(),
  })
  .openapi('ChatToolCallDelta', { description: 'The next piece of a tool call.' });

export const ChatDelta = z
  .looseObject({
    audio: ChatAudioDelta.optional(),
    content: z.string().nullish(),
    function_call: FunctionCallDelta.optional(),
    refusal: z.string().nullish(),
    role: z.enum(['developer', 'system', 'user', 'assistant', 'tool']).optional(),
    tool_calls: z.array(ChatToolCallDelta).nullish(),
    ...reasoningFields,
  })
  .openapi('ChatDelta', { description: 'What a chunk adds to an answer.' });

export const ChatCompletionChunkChoice = z
  .looseObject({
    delta: ChatDelta,
    index: z.number().int(),
    finish_reason: z.union([z.enum(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']), z.null()]),
    logprobs: z.union([ChatLogprobs, z.null()]).optional(),
    ...engineChoiceFields,
  })
  .openapi('ChatCompletionChunkChoice', { description: 'The next piece of one of the answers.' });

export const ChatCompletionChunk = z
  .looseObject({
    id: z.string(),
    choices: z.array(ChatCompletionChunkChoice),
    created: z.number().int(),
    model: z.string(),
    object: z.literal('chat.completion.chunk'),
    moderation: z.union([ChatModeration, z.null()]).optional(),
    obfuscation: z.string().optional(),
    service_tier: z.union([z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast']), z.null()]).optional(),
    system_fingerprint: z.string().nullish(),
    usage: z.union([CompletionUsage, z.null()]).optional(),
    ...engineResultFields,
  })
  .openapi('ChatCompletionChunk', { description: 'One event of a streamed answer.' });
