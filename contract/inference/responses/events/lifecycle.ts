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
  .openapi('ResponseCompactionCompactingEvent', {
    description: 'Emitted when new summary content is sampled for a compaction trigger.',
  });

export const ResponseCompletedEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.completed'),
  })
  .openapi('ResponseCompletedEvent', { description: 'Emitted when the model response is complete.' });

export const ResponseCreatedEvent = z
  .looseObject({
    response: StartedResponse,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.created'),
  })
  .openapi('ResponseCreatedEvent', { description: 'An event that is emitted when a response is created.' });

export const ResponseErrorEvent = z
  .looseObject({
    code: z.string().nullable(),
    message: z.string(),
    param: z.string().nullable(),
    sequence_number: z.number().int().optional(),
    type: z.literal('error'),
  })
  .openapi('ResponseErrorEvent', { description: 'Emitted when an error occurs.' });

export const ResponseInProgressEvent = z
  .looseObject({
    response: StartedResponse,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.in_progress'),
  })
  .openapi('ResponseInProgressEvent', { description: 'Emitted when the response is in progress.' });

export const ResponseFailedEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.failed'),
  })
  .openapi('ResponseFailedEvent', { description: 'An event that is emitted when a response fails.' });

export const ResponseIncompleteEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.incomplete'),
  })
  .openapi('ResponseIncompleteEvent', {
    description: 'An event that is emitted when a response finishes as incomplete.',
  });

export const ResponseOutputItemAddedEvent = z
  .looseObject({
    item: ResponseOutputItem,
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.output_item.added'),
  })
  .openapi('ResponseOutputItemAddedEvent', { description: 'Emitted when a new output item is added.' });

export const ResponseOutputItemDoneEvent = z
  .looseObject({
    item: ResponseOutputItem,
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.output_item.done'),
  })
  .openapi('ResponseOutputItemDoneEvent', { description: 'Emitted when an output item is marked done.' });

export const ResponseQueuedEvent = z
  .looseObject({
    response: ResponseObject,
    sequence_number: z.number().int().optional(),
    type: z.literal('response.queued'),
  })
  .openapi('ResponseQueuedEvent', { description: 'Emitted when a response is queued and waiting to be processed.' });
