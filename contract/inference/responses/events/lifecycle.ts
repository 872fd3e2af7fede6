import { z } from '../../../zod.ts';
import { ResponseOutputItem } from '../items/item.ts';
import { ResponseObject, StartedResponse } from '../response.ts';

export const ResponseCompactionCompactingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.compaction.compacting'),
  })
  .openapi('ResponseCompactionCompactingEvent', { description: 'The context is being summarised.' });

export const ResponseCompletedEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.completed'),
  })
  .openapi('ResponseCompletedEvent', { description: 'The response is whole; the stream ends.' });

export const ResponseCreatedEvent = z
  .looseObject({
    response: StartedResponse,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.created'),
  })
  .openapi('ResponseCreatedEvent', { description: 'The response begins.' });

export const ResponseErrorEvent = z
  .looseObject({
    code: z.string().nullable(),
    message: z.string(),
    param: z.string().nullable(),
    sequence_number: z.number().int().optional(),
    type: z.literal('error'),
  })
  .openapi('ResponseErrorEvent', { description: 'Something went wrong; the stream ends.' });

export const ResponseInProgressEvent = z
  .looseObject({
    response: StartedResponse,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.in_progress'),
  })
  .openapi('ResponseInProgressEvent', { description: 'The model is at work.' });

export const ResponseFailedEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.failed'),
  })
  .openapi('ResponseFailedEvent', { description: 'The response failed; the stream ends.' });

export const ResponseIncompleteEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.incomplete'),
  })
  .openapi('ResponseIncompleteEvent', { description: 'The response stops early; the stream ends.' });

export const ResponseOutputItemAddedEvent = z
  .looseObject({
    item: ResponseOutputItem,
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.output_item.added'),
  })
  .openapi('ResponseOutputItemAddedEvent', { description: 'An item begins.' });

export const ResponseOutputItemDoneEvent = z
  .looseObject({
    item: ResponseOutputItem,
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.output_item.done'),
  })
  .openapi('ResponseOutputItemDoneEvent', { description: 'An item is whole.' });

export const ResponseQueuedEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.queued'),
  })
  .openapi('ResponseQueuedEvent', { description: 'The response waits for its turn.' });
