import { z } from '../../zod.ts';
import { AudioReference } from '../shared/input.ts';
import { ModerationMode } from '../shared/moderation.ts';
import { ChatTextPart } from './content-parts.ts';

export const ChatAudioOptions = z
  .looseObject({
    format: z.enum(['wav', 'aac', 'mp3', 'flac', 'opus', 'pcm16']),
    voice: z.union([z.string(), AudioReference]),
  })
  .openapi('ChatAudioOptions', { description: 'Voice and encoding of spoken answers.' });

export const ChatModerationPolicy = z
  .looseObject({
    input: z.union([ModerationMode, z.null()]).optional(),
    output: z.union([ModerationMode, z.null()]).optional(),
  })
  .openapi('ChatModerationPolicy', { description: 'What moderation does about prompts and about answers.' });

export const ChatModerationOptions = z
  .looseObject({ model: z.string(), policy: z.union([ChatModerationPolicy, z.null()]).optional() })
  .openapi('ChatModerationOptions', { description: 'The model that moderates prompts and answers, and what it does.' });

export const ChatPrediction = z
  .looseObject({ content: z.union([z.string(), z.array(ChatTextPart)]), type: z.literal('content') })
  .openapi('ChatPrediction', { description: 'Text that the answer is expected to repeat, to speed it up.' });

export const ChatPromptCacheOptions = z
  .looseObject({ mode: z.enum(['implicit', 'explicit']).optional(), ttl: z.literal('30m').optional() })
  .openapi('ChatPromptCacheOptions', { description: 'How the prompt is cached.' });

export const ChatStreamOptions = z
  .looseObject({
    include_obfuscation: z.boolean().optional(),
    include_usage: z.boolean().optional(),
    continuous_usage_stats: z.boolean().nullish().openapi({ description: '`usage` in every event. vLLM, SGLang.' }),
  })
  .openapi('ChatStreamOptions', { description: 'What a stream contains besides the answer.' });

export const ChatApproximateLocation = z
  .looseObject({
    city: z.string().optional(),
    country: z.string().optional(),
    region: z.string().optional(),
    timezone: z.string().optional(),
  })
  .openapi('ChatApproximateLocation', { description: 'Roughly where the user is, to search near there.' });

export const ChatUserLocation = z
  .looseObject({ approximate: ChatApproximateLocation, type: z.literal('approximate') })
  .openapi('ChatUserLocation', { description: 'Where the user is.' });

export const ChatWebSearchOptions = z
  .looseObject({
    search_context_size: z.enum(['low', 'medium', 'high']).optional(),
    user_location: z.union([ChatUserLocation, z.null()]).optional(),
  })
  .openapi('ChatWebSearchOptions', { description: 'How the web is searched for the answer.' });
