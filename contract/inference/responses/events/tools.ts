import { z } from '../../../zod.ts';

export const ResponseFileSearchCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.file_search_call.completed'),
  })
  .openapi('ResponseFileSearchCallCompletedEvent', {
    description: 'Emitted when a file search call is completed (results found).',
  });

export const ResponseFileSearchCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.file_search_call.in_progress'),
  })
  .openapi('ResponseFileSearchCallInProgressEvent', { description: 'Emitted when a file search call is initiated.' });

export const ResponseFileSearchCallSearchingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.file_search_call.searching'),
  })
  .openapi('ResponseFileSearchCallSearchingEvent', {
    description: 'Emitted when a file search is currently searching.',
  });

export const ResponseFunctionCallArgumentsDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.function_call_arguments.delta'),
  })
  .openapi('ResponseFunctionCallArgumentsDeltaEvent', {
    description: 'Emitted when there is a partial function-call arguments delta.',
  });

export const ResponseFunctionCallArgumentsDoneEvent = z
  .looseObject({
    arguments: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.function_call_arguments.done'),
  })
  .openapi('ResponseFunctionCallArgumentsDoneEvent', {
    description: 'Emitted when function-call arguments are finalized.',
  });

export const ResponseWebSearchCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.web_search_call.completed'),
  })
  .openapi('ResponseWebSearchCallCompletedEvent', { description: 'Emitted when a web search call is completed.' });

export const ResponseWebSearchCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.web_search_call.in_progress'),
  })
  .openapi('ResponseWebSearchCallInProgressEvent', { description: 'Emitted when a web search call is initiated.' });

export const ResponseWebSearchCallSearchingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.web_search_call.searching'),
  })
  .openapi('ResponseWebSearchCallSearchingEvent', { description: 'Emitted when a web search call is executing.' });

export const ResponseCustomToolCallInputDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.custom_tool_call_input.delta'),
  })
  .openapi('ResponseCustomToolCallInputDeltaEvent', {
    description: 'Event representing a delta (partial update) to the input of a custom tool call.',
  });

export const ResponseCustomToolCallInputDoneEvent = z
  .looseObject({
    input: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.custom_tool_call_input.done'),
  })
  .openapi('ResponseCustomToolCallInputDoneEvent', {
    description: 'Event indicating that input for a custom tool call is complete.',
  });
