import { z } from '../../zod.ts';

export const ModerationMode = z
  .looseObject({ mode: z.enum(['score', 'block']) })
  .openapi('ModerationMode', { description: 'The moderation policy for the response input.' });

export const ModerationResult = z
  .looseObject({
    categories: z.record(z.string(), z.boolean()),
    category_applied_input_types: z.record(z.string(), z.array(z.enum(['text', 'image']))),
    category_scores: z.record(z.string(), z.number()),
    flagged: z.boolean(),
    model: z.string(),
    type: z.literal('moderation_result'),
  })
  .openapi('ModerationResult', { description: 'A moderation result produced for the response input or output.' });

export const ModerationError = z
  .looseObject({ code: z.string(), message: z.string(), type: z.literal('error') })
  .openapi('ModerationError', { description: 'An error produced while attempting moderation.' });
