import { z } from '../../zod.ts';
import { engineChoiceFields, engineResultFields, reasoningFields } from '../shared/engine-results.ts';
import { FunctionCall } from '../shared/input.ts';
import { ModerationError, ModerationResult } from '../shared/moderation.ts';
import { CompletionUsage } from '../shared/usage.ts';
import { ChatLogprobs } from './logprobs.ts';
import { ChatToolCall } from './tools.ts';

export const ChatUrlCitation = z
  .looseObject({ end_index: z.number().int(), start_index: z.number().int(), title: z.string(), url: z.string() })
  .openapi('ChatUrlCitation', { description: 'A web page, and the place in the answer that it backs.' });

export const ChatAnnotation = z
  .looseObject({ type: z.literal('url_citation'), url_citation: ChatUrlCitation })
  .openapi('ChatAnnotation', { description: 'A note on the answer: a web page it cites.' });

export const ChatAudio = z
  .looseObject({ id: z.string(), data: z.string(), expires_at: z.number(), transcript: z.string() })
  .openapi('ChatAudio', { description: 'The answer as speech, where `modalities` asks for it.' });

export const ChatCompletionMessage = z
  .looseObject({
    content: z.string().nullable(),
    refusal: z.string().nullish(),
    role: z.literal('assistant'),
    annotations: z.array(ChatAnnotation).nullish(),
    audio: z.union([ChatAudio, z.null()]).optional(),
    function_call: z.union([FunctionCall, z.null()]).optional(),
    tool_calls: z.array(ChatToolCall).nullish(),
    ...reasoningFields,
  })
  .openapi('ChatCompletionMessage', { description: 'What the model answered.' });

export const ChatCompletionChoice = z
  .looseObject({
    finish_reason: z.enum(['stop', 'length', 'tool_calls', 'content_filter', 'function_call']),
    index: z.number().int(),
    logprobs: z.union([ChatLogprobs, z.null()]).optional(),
    message: ChatCompletionMessage,
    ...engineChoiceFields,
  })
  .openapi('ChatCompletionChoice', { description: 'One of the answers.' });

export const ChatModerationResults = z
  .looseObject({ model: z.string(), results: z.array(ModerationResult), type: z.literal('moderation_results') })
  .openapi('ChatModerationResults', { description: 'What moderation found in a prompt or an answer.' });

export const ChatModeration = z
  .looseObject({
    input: z.discriminatedUnion('type', [ChatModerationResults, ModerationError]),
    output: z.discriminatedUnion('type', [ChatModerationResults, ModerationError]),
  })
  .openapi('ChatModeration', { description: 'What moderation found, where the request turned it on.' });

export const ChatCompletion = z
  .looseObject({
    id: z.string(),
    choices: z.array(ChatCompletionChoice),
    created: z.number().int(),
    model: z.string(),
    object: z.literal('chat.completion'),
    metadata: z
      .record(z.string(), z.unknown())
      .nullish()
      .openapi({ description: 'SGLang tells here which weights answered.' }),
    moderation: z.union([ChatModeration, z.null()]).optional(),
    service_tier: z.union([z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast']), z.null()]).optional(),
    system_fingerprint: z.string().nullish(),
    usage: CompletionUsage.optional(),
    ...engineResultFields,
  })
  .openapi('ChatCompletion', { description: 'The answers to a conversation, and the tokens they took.' });
