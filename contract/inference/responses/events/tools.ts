import { z } from '../../../zod.ts';

export const ResponseFileSearchCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.file_search_call.completed'),
  })
  .openapi('ResponseFileSearchCallCompletedEvent', { description: 'The files were searched.' });

export const ResponseFileSearchCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.file_search_call.in_progress'),
  })
  .openapi('ResponseFileSearchCallInProgressEvent', { description: 'A search in files begins.' });

export const ResponseFileSearchCallSearchingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.file_search_call.searching'),
  })
  .openapi('ResponseFileSearchCallSearchingEvent', { description: 'The files are being searched.' });

export const ResponseFunctionCallArgumentsDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.function_call_arguments.delta'),
  })
  .openapi('ResponseFunctionCallArgumentsDeltaEvent', {
    description: 'The next piece of a function’s arguments, as JSON text.',
  });

export const ResponseFunctionCallArgumentsDoneEvent = z
  .looseObject({
    arguments: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.function_call_arguments.done'),
  })
  .openapi('ResponseFunctionCallArgumentsDoneEvent', { description: 'A function’s arguments are whole.' });

export const ResponseWebSearchCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.web_search_call.completed'),
  })
  .openapi('ResponseWebSearchCallCompletedEvent', { description: 'The web was searched.' });

export const ResponseWebSearchCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.web_search_call.in_progress'),
  })
  .openapi('ResponseWebSearchCallInProgressEvent', { description: 'A search of the web begins.' });

export const ResponseWebSearchCallSearchingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.web_search_call.searching'),
  })
  .openapi('ResponseWebSearchCallSearchingEvent', { description: 'The web is being searched.' });

export const ResponseCustomToolCallInputDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.custom_tool_call_input.delta'),
  })
  .openapi('ResponseCustomToolCallInputDeltaEvent', { description: 'The next piece of a custom tool’s input.' });

export const ResponseCustomToolCallInputDoneEvent = z
  .looseObject({
    input: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.custom_tool_call_input.done'),
  })
  .openapi('ResponseCustomToolCallInputDoneEvent', { description: 'A custom tool’s input is whole.' });
