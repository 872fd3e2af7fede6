import { z } from '../../zod.ts';
import { reasoningFields } from '../shared/engine-results.ts';
import { AudioReference, FunctionCall } from '../shared/input.ts';
import { ChatContentPart, ChatRefusalPart, ChatTextPart } from './content-parts.ts';
import { ChatToolCall } from './tools.ts';

export const DeveloperMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ChatTextPart)]),
    role: z.literal('developer'),
    name: z.string().optional(),
  })
  .openapi('DeveloperMessage', { description: 'Instructions of the application; they outrank the user’s.' });

export const SystemMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ChatTextPart)]),
    role: z.literal('system'),
    name: z.string().optional(),
  })
  .openapi('SystemMessage', { description: 'Instructions of the application, under their older role.' });

export const UserMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ChatContentPart)]),
    role: z.literal('user'),
    name: z.string().optional(),
  })
  .openapi('UserMessage', { description: 'What the user says.' });

export const AssistantMessage = z
  .looseObject({
    role: z.literal('assistant'),
    audio: z.union([AudioReference, z.null()]).optional(),
    content: z
      .union([z.string(), z.array(z.discriminatedUnion('type', [ChatTextPart, ChatRefusalPart])), z.null()])
      .optional(),
    function_call: z.union([FunctionCall, z.null()]).optional(),
    name: z.string().optional(),
    refusal: z.string().nullish(),
    tool_calls: z.array(ChatToolCall).optional(),
    ...reasoningFields,
  })
  .openapi('AssistantMessage', { description: 'What the model said before.' });

export const ToolMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ChatTextPart)]),
    role: z.literal('tool'),
    tool_call_id: z.string(),
  })
  .openapi('ToolMessage', { description: 'What a tool answered.' });

export const FunctionMessage = z
  .looseObject({ content: z.string().nullable(), name: z.string(), role: z.literal('function') })
  .openapi('FunctionMessage', { description: 'The result of a function, in the old form.' });

export const ChatMessage = z
  .discriminatedUnion('role', [
    DeveloperMessage,
    SystemMessage,
    UserMessage,
    AssistantMessage,
    ToolMessage,
    FunctionMessage,
  ])
  .openapi('ChatMessage', { description: 'One message of the conversation.' });
