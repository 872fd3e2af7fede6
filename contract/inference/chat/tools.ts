import { z } from '../../zod.ts';
import { ChatGrammarFormat, TextFormat } from '../shared/formats.ts';
import { FunctionCall, NamedFunction } from '../shared/input.ts';

export const ChatFunctionToolCall = z
  .looseObject({ id: z.string(), function: FunctionCall, type: z.literal('function') })
  .openapi('ChatFunctionToolCall', { description: 'A call to a function tool created by the model.' });

export const CustomToolCallInput = z
  .looseObject({ input: z.string(), name: z.string() })
  .openapi('CustomToolCallInput', { description: 'The custom tool that the model called.' });

export const ChatCustomToolCall = z
  .looseObject({ id: z.string(), custom: CustomToolCallInput, type: z.literal('custom') })
  .openapi('ChatCustomToolCall', { description: 'A call to a custom tool created by the model.' });

export const ChatToolCall = z
  .discriminatedUnion('type', [ChatFunctionToolCall, ChatCustomToolCall])
  .openapi('ChatToolCall', { description: 'A call to a function tool created by the model.' });

export const ChatFunction = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi('ChatFunction', { description: 'A function, in the old form of `functions`.' });

export const ChatAllowedTools = z
  .looseObject({ mode: z.enum(['auto', 'required']), tools: z.array(z.record(z.string(), z.unknown())) })
  .openapi('ChatAllowedTools', { description: 'Constrains the tools available to the model to a pre-defined set.' });

export const ChatAllowedToolChoice = z
  .looseObject({ allowed_tools: ChatAllowedTools, type: z.literal('allowed_tools') })
  .openapi('ChatAllowedToolChoice', {
    description: 'Constrains the tools available to the model to a pre-defined set.',
  });

export const ChatNamedToolChoice = z
  .looseObject({ function: NamedFunction, type: z.literal('function') })
  .openapi('ChatNamedToolChoice', { description: 'Specifies a tool the model should use.' });

export const ChatNamedCustomToolChoice = z
  .looseObject({ custom: NamedFunction, type: z.literal('custom') })
  .openapi('ChatNamedCustomToolChoice', { description: 'Specifies a tool the model should use.' });

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
  .openapi('ChatFunctionTool', { description: 'A function tool that can be used to generate a response.' });

export const ChatCustomToolDefinition = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    format: z.discriminatedUnion('type', [TextFormat, ChatGrammarFormat]).optional(),
  })
  .openapi('ChatCustomToolDefinition', { description: 'Properties of the custom tool.' });

export const ChatCustomTool = z
  .looseObject({ custom: ChatCustomToolDefinition, type: z.literal('custom') })
  .openapi('ChatCustomTool', { description: 'A custom tool that processes input using a specified format.' });

export const ChatTool = z
  .discriminatedUnion('type', [ChatFunctionTool, ChatCustomTool])
  .openapi('ChatTool', { description: 'A function tool that can be used to generate a response.' });
