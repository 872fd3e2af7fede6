import { z } from '../../zod.ts';
import { ResponseFormat } from '../shared/formats.ts';
import { ResponseInputFile, ResponseInputImage, ResponseInputText } from './content.ts';

export const AccessProgramsOptions = z
  .looseObject({ cyber: z.enum(['standard', 'daybreak_blue', 'daybreak_red']).optional() })
  .openapi('AccessProgramsOptions', { description: 'Programs of special access that the request counts on.' });

export const ContextManagement = z
  .looseObject({ type: z.string(), compact_threshold: z.number().nullish() })
  .openapi('ContextManagement', { description: 'How a long context is kept short.' });

export const ResponseImageOptions = z
  .looseObject({ context_compression: z.enum(['auto', 'enabled', 'disabled']).optional() })
  .openapi('ResponseImageOptions', { description: 'Whether images may be compressed in the context.' });

export const ResponsePrompt = z
  .looseObject({
    id: z.string(),
    variables: z
      .record(z.string(), z.union([z.string(), ResponseInputText, ResponseInputImage, ResponseInputFile]))
      .nullish(),
    version: z.string().nullish(),
  })
  .openapi('ResponsePrompt', { description: 'A stored prompt by its id, and the values to fill in.' });

export const ResponsePromptCacheOptions = z
  .looseObject({
    comparison_response_id: z.string().nullish(),
    mode: z.enum(['implicit', 'explicit']).optional(),
    prewarm: z.boolean().optional(),
    ttl: z.enum(['30m', '12h']).optional(),
  })
  .openapi('ResponsePromptCacheOptions', { description: 'How the prompt is cached.' });

export const Reasoning = z
  .looseObject({
    context: z.union([z.enum(['auto', 'current_turn', 'all_turns']), z.null()]).optional(),
    effort: z.union([z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']), z.null()]).optional(),
    generate_summary: z.union([z.enum(['auto', 'concise', 'detailed']), z.null()]).optional(),
    mode: z.string().optional(),
    summary: z.union([z.enum(['auto', 'concise', 'detailed']), z.null()]).optional(),
  })
  .openapi('Reasoning', { description: 'How hard the model thinks, and how much of it is shown.' });

export const ResponseStreamOptions = z
  .looseObject({ include_obfuscation: z.boolean().optional() })
  .openapi('ResponseStreamOptions', { description: 'What a stream contains besides the response.' });

export const ResponseTextConfig = z
  .looseObject({
    format: ResponseFormat.optional(),
    verbosity: z.union([z.enum(['low', 'medium', 'high']), z.null()]).optional(),
  })
  .openapi('ResponseTextConfig', { description: 'Format and length of the texts.' });
