import { z } from '../../zod.ts';
import { InputAudioData, PromptCacheBreakpoint } from '../shared/input.ts';

export const ChatTextPart = z
  .looseObject({ text: z.string(), type: z.literal('text'), prompt_cache_breakpoint: PromptCacheBreakpoint.optional() })
  .openapi('ChatTextPart', { description: 'Text.' });

export const ChatImageUrl = z
  .looseObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high', 'original']).optional() })
  .openapi('ChatImageUrl', { description: 'URL or data URL of an image.' });

export const ChatImagePart = z
  .looseObject({
    image_url: ChatImageUrl,
    type: z.literal('image_url'),
    prompt_cache_breakpoint: PromptCacheBreakpoint.optional(),
  })
  .openapi('ChatImagePart', { description: 'An image, by URL or as a data URL.' });

export const ChatAudioPart = z
  .looseObject({
    input_audio: InputAudioData,
    type: z.literal('input_audio'),
    prompt_cache_breakpoint: PromptCacheBreakpoint.optional(),
  })
  .openapi('ChatAudioPart', { description: 'Audio, in base64.' });

export const ChatFileData = z
  .looseObject({ file_data: z.string().optional(), file_id: z.string().optional(), filename: z.string().optional() })
  .openapi('ChatFileData', { description: 'A file, by its id or in base64.' });

export const ChatFilePart = z
  .looseObject({
    file: ChatFileData,
    type: z.literal('file'),
    prompt_cache_breakpoint: PromptCacheBreakpoint.optional(),
  })
  .openapi('ChatFilePart', { description: 'A file.' });

export const ChatMediaUrl = z
  .looseObject({ url: z.string() })
  .openapi('ChatMediaUrl', { description: 'URL or data URL.' });

export const ChatVideoUrlPart = z
  .looseObject({ video_url: ChatMediaUrl, type: z.literal('video_url') })
  .openapi('ChatVideoUrlPart', { description: 'A video by its URL. vLLM, SGLang.' });

export const ChatAudioUrlPart = z
  .looseObject({ audio_url: ChatMediaUrl, type: z.literal('audio_url') })
  .openapi('ChatAudioUrlPart', { description: 'Audio by its URL. vLLM, SGLang.' });

export const ChatContentPart = z
  .discriminatedUnion('type', [
    ChatTextPart,
    ChatImagePart,
    ChatAudioPart,
    ChatFilePart,
    ChatVideoUrlPart,
    ChatAudioUrlPart,
  ])
  .openapi('ChatContentPart', { description: 'A piece of a message.' });

export const ChatRefusalPart = z
  .looseObject({ refusal: z.string(), type: z.literal('refusal') })
  .openapi('ChatRefusalPart', { description: 'What the model said to refuse.' });
