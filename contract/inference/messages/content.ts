/** The content blocks of Anthropic's messages. */
import { z } from '../../zod.ts';

export const CacheControl = z
  .looseObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() })
  .openapi('CacheControl', { description: 'Where a cached prefix ends.' });

const cacheControl = { cache_control: z.union([CacheControl, z.null()]).optional() };

export const TextBlock = z
  .looseObject({
    type: z.literal('text'),
    text: z.string(),
    citations: z.array(z.record(z.string(), z.unknown())).nullish(),
    ...cacheControl,
  })
  .openapi('TextBlock', { description: 'Text.' });

export const MediaSource = z
  .looseObject({
    type: z.enum(['base64', 'url', 'text', 'content', 'file']),
    media_type: z.string().optional(),
    data: z.string().optional(),
    url: z.string().optional(),
    file_id: z.string().optional(),
  })
  .openapi('MediaSource', { description: 'Where the bytes of an image or a document are.' });

export const ImageBlock = z
  .looseObject({ type: z.literal('image'), source: MediaSource, ...cacheControl })
  .openapi('ImageBlock', { description: 'An image.' });

export const DocumentBlock = z
  .looseObject({
    type: z.literal('document'),
    source: MediaSource,
    title: z.string().nullish(),
    context: z.string().nullish(),
    ...cacheControl,
  })
  .openapi('DocumentBlock', { description: 'A document.' });

export const ThinkingBlock = z
  .looseObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string().optional() })
  .openapi('ThinkingBlock', { description: 'What the model thought. Engines of our own sign nothing.' });

export const RedactedThinkingBlock = z
  .looseObject({ type: z.literal('redacted_thinking'), data: z.string() })
  .openapi('RedactedThinkingBlock', { description: 'Thoughts that are not shown.' });

export const ToolUseBlock = z
  .looseObject({
    type: z.literal('tool_use'),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.unknown()).optional().openapi({
      description: 'Arguments; at the start of a stream llama.cpp leaves them out.',
    }),
    ...cacheControl,
  })
  .openapi('ToolUseBlock', { description: 'A call of a tool.' });

export const ToolResultBlock = z
  .looseObject({
    type: z.literal('tool_result'),
    tool_use_id: z.string(),
    content: z
      .union([z.string(), z.array(z.discriminatedUnion('type', [TextBlock, ImageBlock, DocumentBlock]))])
      .optional(),
    is_error: z.boolean().optional(),
    ...cacheControl,
  })
  .openapi('ToolResultBlock', { description: 'What a tool answered.' });

export const InputBlock = z
  .discriminatedUnion('type', [
    TextBlock,
    ImageBlock,
    DocumentBlock,
    ThinkingBlock,
    RedactedThinkingBlock,
    ToolUseBlock,
    ToolResultBlock,
  ])
  .openapi('InputBlock', { description: 'A piece of a message of the conversation.' });

export const OutputBlock = z
  .discriminatedUnion('type', [TextBlock, ThinkingBlock, RedactedThinkingBlock, ToolUseBlock])
  .openapi('OutputBlock', { description: 'A piece of the answer.' });
