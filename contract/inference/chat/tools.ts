import { z } from '../../zod.ts';
import { ChatGrammarFormat, TextFormat } from '../shared/formats.ts';
import { FunctionCall, NamedFunction } from '../shared/input.ts';

export const ChatFunctionToolCall = z
  .looseObject({ id: z.string(), function: FunctionCall, type: z.literal('function') })
  .openapi('ChatFunctionToolCall', { description: 'The model calls a function.' });

export const CustomToolCallInput = z
  .looseObject({ input: z.string(), name: z.string() })
  .openapi('CustomToolCallInput', { description: 'The tool’s name and what the model passes to it, as text.' });

export const ChatCustomToolCall = z
  .looseObject({ id: z.string(), custom: CustomToolCallInput, type: z.literal('custom') })
  .openapi('ChatCustomToolCall', { description: 'The model calls a custom tool.' });

export const ChatToolCall = z
  .discriminatedUnion('type', [ChatFunctionToolCall, ChatCustomToolCall])
  .openapi('ChatToolCall', { description: 'The model calls a function or a custom tool.' });

export const ChatFunction = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('ChatFunction', { description: 'A function, in the old form of `functions`.' });

export const ChatAllowedTools = z
  .looseObject({ mode: z.enum(['auto', 'required']), tools: z.array(z.record(z.string(), z.unknown())) })
  .openapi('ChatAllowedTools', { description: 'Tools out of `tools` that may be called, and whether one must be.' });

export const ChatAllowedToolChoice = z
  .looseObject({ allowed_tools: ChatAllowedTools, type: z.literal('allowed_tools') })
  .openapi('ChatAllowedToolChoice', { description: 'Allow some of the tools only.' });

export const ChatNamedToolChoice = z
  .looseObject({ function: NamedFunction, type: z.literal('function') })
  .openapi('ChatNamedToolChoice', { description: 'Call this function.' });

export const ChatNamedCustomToolChoice = z
  .looseObject({ custom: NamedFunction, type: z.literal('custom') })
  .openapi('ChatNamedCustomToolChoice', { description: 'Call this custom tool.' });

export const FunctionDefinition = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  })
  .openapi('FunctionDefinition', { description: 'A function that the model may call.' });

export const ChatFunctionTool = z
  .looseObject({ function: FunctionDefinition, type: z.literal('function') })
  .openapi('ChatFunctionTool', { description: 'A function on offer to the model.' });

export const ChatCustomToolDefinition = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    format: z.discriminatedUnion('type', [TextFormat, ChatGrammarFormat]).optional(),
  })
  .openapi('ChatCustomToolDefinition', { description: 'Name, purpose and input of a custom tool.' });

export const ChatCustomTool = z
  .looseObject({ custom: ChatCustomToolDefinition, type: z.literal('custom') })
  .openapi('ChatCustomTool', { description: 'A tool whose input is text rather than JSON.' });

export const ChatTool = z
  .discriminatedUnion('type', [ChatFunctionTool, ChatCustomTool])
  .openapi('ChatTool', { description: 'A tool on offer to the model.' });
