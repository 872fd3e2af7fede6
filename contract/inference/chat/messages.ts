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
  .openapi('DeveloperMessage', {
    description:
      'Developer-provided instructions that the model should follow, regardless of messages sent by the user.',
  });

export const SystemMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ChatTextPart)]),
    role: z.literal('system'),
    name: z.string().optional(),
  })
  .openapi('SystemMessage', {
    description:
      'Developer-provided instructions that the model should follow, regardless of messages sent by the user.',
  });

export const UserMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ChatContentPart)]),
    role: z.literal('user'),
    name: z.string().optional(),
  })
  .openapi('UserMessage', {
    description: 'Messages sent by an end user, containing prompts or additional context information.',
  });

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
  .openapi('AssistantMessage', { description: 'Messages sent by the model in response to user messages.' });

export const ToolMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ChatTextPart)]),
    role: z.literal('tool'),
    tool_call_id: z.string(),
  })
  .openapi('ToolMessage', { description: 'The result of a tool call.' });

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
  .openapi('ChatMessage', {
    description:
      'Developer-provided instructions that the model should follow, regardless of messages sent by the user.',
  });
