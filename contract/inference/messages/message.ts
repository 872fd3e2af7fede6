import { z } from '../../zod.ts';
import { OutputBlock } from './content.ts';

export const MessageUsage = z
  .looseObject({
    input_tokens: z.number().int().openapi({ description: 'Tokens of the prompt that were not in the cache.' }),
    output_tokens: z.number().int(),
    cache_read_input_tokens: z.number().int().nullish(),
    cache_creation_input_tokens: z.number().int().nullish(),
  })
  .openapi('MessageUsage', { description: 'Tokens that were used.' });

export const StopReason = z
  .enum(['end_turn', 'max_tokens', 'stop_sequence', 'tool_use', 'pause_turn', 'refusal'])
  .openapi('StopReason', { description: 'Why the answer ended.' });

export const Message = z
  .looseObject({
    id: z.string(),
    type: z.literal('message'),
    role: z.literal('assistant'),
    model: z.string(),
    content: z.array(OutputBlock),
    stop_reason: z.union([StopReason, z.null()]).optional(),
    stop_sequence: z.string().nullish().openapi({ description: 'The one of `stop_sequences` that was met.' }),
    usage: MessageUsage,
  })
  .openapi('Message', { description: 'Anthropic’s answer.' });
