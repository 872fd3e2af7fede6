import { z } from '../../zod.ts';

export const ModerationMode = z
  .looseObject({ mode: z.enum(['score', 'block']) })
  .openapi('ModerationMode', { description: 'Whether moderation only scores a text, or blocks it too.' });

export const ModerationResult = z
  .looseObject({
    categories: z.record(z.string(), z.boolean()),
    category_applied_input_types: z.record(z.string(), z.array(z.enum(['text', 'image']))),
    category_scores: z.record(z.string(), z.number()),
    flagged: z.boolean(),
    model: z.string(),
    type: z.literal('moderation_result'),
  })
  .openapi('ModerationResult', { description: 'What moderation found, by category.' });

export const ModerationError = z
  .looseObject({ code: z.string(), message: z.string(), type: z.literal('error') })
  .openapi('ModerationError', { description: 'Moderation did not work.' });
