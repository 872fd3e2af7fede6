import { z } from '../../zod.ts';
import { AudioReference } from '../shared/input.ts';
import { ModerationMode } from '../shared/moderation.ts';
import { ChatTextPart } from './content-parts.ts';

export const ChatAudioOptions = z
  .looseObject({
    format: z.enum(['wav', 'aac', 'mp3', 'flac', 'opus', 'pcm16']),
    voice: z.union([z.string(), AudioReference]),
  })
  .openapi('ChatAudioOptions', { description: 'Parameters for audio output.' });

export const ChatModerationPolicy = z
  .looseObject({
    input: z.union([ModerationMode, z.null()]).optional(),
    output: z.union([ModerationMode, z.null()]).optional(),
  })
  .openapi('ChatModerationPolicy', { description: 'The policy to apply to moderated response input and output.' });

export const ChatModerationOptions = z
  .looseObject({ model: z.string(), policy: z.union([ChatModerationPolicy, z.null()]).optional() })
  .openapi('ChatModerationOptions', {
    description: 'Configuration for running moderation on the request input and generated output.',
  });

export const ChatPrediction = z
  .looseObject({ content: z.union([z.string(), z.array(ChatTextPart)]), type: z.literal('content') })
  .openapi('ChatPrediction', {
    description: 'Static predicted output content, such as the content of a text file that is being regenerated.',
  });

export const ChatPromptCacheOptions = z
  .looseObject({ mode: z.enum(['implicit', 'explicit']).optional(), ttl: z.literal('30m').optional() })
  .openapi('ChatPromptCacheOptions', { description: 'Options for prompt caching.' });

export const ChatStreamOptions = z
  .looseObject({
    include_obfuscation: z.boolean().optional(),
    include_usage: z.boolean().optional(),
    continuous_usage_stats: z.boolean().nullish().openapi({ description: '`usage` in every event. vLLM, SGLang.' }),
  })
  .openapi('ChatStreamOptions', { description: 'Options for streaming response.' });

export const ChatApproximateLocation = z
  .looseObject({
    city: z.string().optional(),
    country: z.string().optional(),
    region: z.string().optional(),
    timezone: z.string().optional(),
  })
  .openapi('ChatApproximateLocation', { description: 'Approximate location parameters for the search.' });

export const ChatUserLocation = z
  .looseObject({ approximate: ChatApproximateLocation, type: z.literal('approximate') })
  .openapi('ChatUserLocation', { description: 'Approximate location parameters for the search.' });

export const ChatWebSearchOptions = z
  .looseObject({
    search_context_size: z.enum(['low', 'medium', 'high']).optional(),
    user_location: z.union([ChatUserLocation, z.null()]).optional(),
  })
  .openapi('ChatWebSearchOptions', {
    description: 'This tool searches the web for relevant results to use in a response.',
  });
