import { z } from '../../zod.ts';
import { CacheControl, InputBlock, TextBlock } from './content.ts';

export const MessageParam = z
  .looseObject({ role: z.enum(['user', 'assistant', 'system']), content: z.union([z.string(), z.array(InputBlock)]) })
  .openapi('MessageParam', { description: 'One message of the conversation.' });

export const MessageTool = z
  .looseObject({
    name: z.string(),
    type: z.string().nullish().openapi({ description: '`custom`, or the name of a tool that the server brings.' }),
    description: z.string().optional(),
    input_schema: z.record(z.string(), z.unknown()).optional().openapi({ description: 'A JSON schema.' }),
    cache_control: z.union([CacheControl, z.null()]).optional(),
  })
  .openapi('MessageTool', { description: 'A tool that the model may use.' });

export const MessageToolChoice = z
  .looseObject({
    type: z.enum(['auto', 'any', 'tool', 'none']),
    name: z.string().optional().openapi({ description: 'The tool to use, where `type` is `tool`.' }),
    disable_parallel_tool_use: z.boolean().optional(),
  })
  .openapi('MessageToolChoice', { description: 'Whether and which tool must be used.' });

export const Thinking = z
  .looseObject({ type: z.enum(['enabled', 'disabled', 'adaptive']), budget_tokens: z.number().int().optional() })
  .openapi('Thinking', { description: 'Whether the model shall think first, and for how many tokens at most.' });

export const MessageMetadata = z
  .looseObject({ user_id: z.string().nullish() })
  .openapi('MessageMetadata', { description: 'Who the request is for.' });

/** What a request and the count of its tokens have in common. */
const conversationFields = {
  model: z.string(),
  messages: z.array(MessageParam),
  system: z.union([z.string(), z.array(TextBlock)]).optional(),
  tools: z.array(MessageTool).optional(),
  tool_choice: MessageToolChoice.optional(),
  thinking: Thinking.optional(),
};

export const MessageRequest = z
  .looseObject({
    ...conversationFields,
    max_tokens: z.number().int(),
    stream: z.boolean().optional(),
    temperature: z.number().optional(),
    top_p: z.number().optional(),
    top_k: z.number().int().optional(),
    stop_sequences: z.array(z.string()).optional(),
    metadata: MessageMetadata.optional(),
    service_tier: z.string().optional(),
    chat_template_kwargs: z.record(z.string(), z.unknown()).nullish().openapi({
      description: 'Variables for the chat template. llama.cpp, vLLM.',
    }),
  })
  .openapi('MessageRequest', { description: 'Anthropic’s request for a message.' });

export const CountTokensRequest = z
  .looseObject(conversationFields)
  .openapi('CountTokensRequest', { description: 'What would be sent to `/v1/messages`.' });
