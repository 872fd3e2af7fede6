import { z } from '../../../zod.ts';
import {
  ResponseFunctionCallOutputItem,
  ResponseInputFile,
  ResponseInputImage,
  ResponseInputText,
} from '../content.ts';

export const DirectCaller = z
  .looseObject({ type: z.literal('direct') })
  .openapi('DirectCaller', { description: 'The call came from the model itself.' });

export const ProgramCaller = z
  .looseObject({ caller_id: z.string(), type: z.literal('program') })
  .openapi('ProgramCaller', { description: 'The call came from a program that the model wrote.' });

export const FunctionToolCall = z
  .looseObject({
    arguments: z.string(),
    call_id: z.string(),
    name: z.string(),
    type: z.literal('function_call'),
    id: z.string().optional(),
    async: z.boolean().optional(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    namespace: z.string().optional(),
    status: z.enum(['in_progress', 'completed', 'incomplete']).optional(),
  })
  .openapi('FunctionToolCall', { description: 'The model calls a function.' });

export const FunctionCallOutputParam = z
  .looseObject({
    output: z.union([z.string(), z.array(ResponseFunctionCallOutputItem)]),
    type: z.literal('function_call_output'),
    id: z.string().nullish(),
    call_id: z.string().nullish(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    name: z.string().nullish(),
    namespace: z.string().nullish(),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('FunctionCallOutputParam', { description: 'What a function answered, given back as input.' });

export const CustomToolCallOutputParam = z
  .looseObject({
    call_id: z.string(),
    output: z.union([
      z.string(),
      z.array(z.discriminatedUnion('type', [ResponseInputText, ResponseInputImage, ResponseInputFile])),
    ]),
    type: z.literal('custom_tool_call_output'),
    id: z.string().optional(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
  })
  .openapi('CustomToolCallOutputParam', { description: 'What a custom tool answered, given back as input.' });

export const CustomToolCall = z
  .looseObject({
    call_id: z.string(),
    input: z.string(),
    name: z.string(),
    type: z.literal('custom_tool_call'),
    id: z.string().optional(),
    async: z.boolean().optional(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    namespace: z.string().optional(),
  })
  .openapi('CustomToolCall', { description: 'The model calls a custom tool.' });

export const FunctionCallOutput = z
  .looseObject({
    id: z.string(),
    output: z.union([
      z.string(),
      z.array(z.discriminatedUnion('type', [ResponseInputText, ResponseInputImage, ResponseInputFile])),
    ]),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('function_call_output'),
    call_id: z.string().optional(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    created_by: z.string().optional(),
    name: z.string().optional(),
    namespace: z.string().optional(),
  })
  .openapi('FunctionCallOutput', { description: 'What a function answered.' });

export const CustomToolCallOutput = z
  .looseObject({
    call_id: z.string(),
    output: z.union([
      z.string(),
      z.array(z.discriminatedUnion('type', [ResponseInputText, ResponseInputImage, ResponseInputFile])),
    ]),
    type: z.literal('custom_tool_call_output'),
    id: z.string(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    created_by: z.string().optional(),
  })
  .openapi('CustomToolCallOutput', { description: 'What a custom tool answered.' });
