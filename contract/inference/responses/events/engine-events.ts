/** Events that engines send and OpenAI does not. */
import { z } from '../../../zod.ts';
import { ReasoningContent } from '../content.ts';

const place = {
  item_id: z.string(),
  output_index: z.number().int(),
  content_index: z.number().int(),
  sequence_number: z.number().int(),
};

export const ReasoningPartAddedEvent = z
  .looseObject({ ...place, type: z.literal('response.reasoning_part.added'), part: ReasoningContent })
  .openapi('ReasoningPartAddedEvent', { description: 'The model begins to think. vLLM.' });

export const ReasoningPartDoneEvent = z
  .looseObject({ ...place, type: z.literal('response.reasoning_part.done'), part: ReasoningContent })
  .openapi('ReasoningPartDoneEvent', { description: 'The model has thought. vLLM.' });
