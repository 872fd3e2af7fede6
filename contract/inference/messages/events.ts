/** The events of a streamed message, in Anthropic's order: start, blocks, delta, stop. */
import { AnthropicErrorResponse } from '../../error-envelope.ts';
import { z } from '../../zod.ts';
import { OutputBlock } from './content.ts';
import { Message, MessageUsage, StopReason } from './message.ts';

export const MessageStartEvent = z
  .looseObject({ type: z.literal('message_start'), message: Message })
  .openapi('MessageStartEvent', { description: 'The answer begins; it has no content yet.' });

export const ContentBlockStartEvent = z
  .looseObject({ type: z.literal('content_block_start'), index: z.number().int(), content_block: OutputBlock })
  .openapi('ContentBlockStartEvent', { description: 'A block begins.' });

const TextDelta = z
  .looseObject({ type: z.literal('text_delta'), text: z.string() })
  .openapi('TextDelta', { description: 'The next piece of a text.' });

const InputJsonDelta = z
  .looseObject({ type: z.literal('input_json_delta'), partial_json: z.string() })
  .openapi('InputJsonDelta', { description: 'The next piece of a tool’s arguments, as text.' });

const ThinkingDelta = z
  .looseObject({ type: z.literal('thinking_delta'), thinking: z.string() })
  .openapi('ThinkingDelta', { description: 'The next piece of the thoughts.' });

const SignatureDelta = z
  .looseObject({ type: z.literal('signature_delta'), signature: z.string() })
  .openapi('SignatureDelta', { description: 'The signature of the thoughts.' });

const CitationsDelta = z
  .looseObject({ type: z.literal('citations_delta'), citation: z.record(z.string(), z.unknown()) })
  .openapi('CitationsDelta', { description: 'A citation in the text.' });

export const ContentBlockDeltaEvent = z
  .looseObject({
    type: z.literal('content_block_delta'),
    index: z.number().int(),
    delta: z.discriminatedUnion('type', [TextDelta, InputJsonDelta, ThinkingDelta, SignatureDelta, CitationsDelta]),
  })
  .openapi('ContentBlockDeltaEvent', { description: 'The next piece of a block.' });

export const ContentBlockStopEvent = z
  .looseObject({ type: z.literal('content_block_stop'), index: z.number().int() })
  .openapi('ContentBlockStopEvent', { description: 'A block is whole.' });

const MessageDelta = z
  .looseObject({
    stop_reason: z.union([StopReason, z.null()]).optional(),
    stop_sequence: z.string().nullish(),
  })
  .openapi('MessageDelta', { description: 'Why the answer ends.' });

export const MessageDeltaEvent = z
  .looseObject({
    type: z.literal('message_delta'),
    delta: MessageDelta,
    usage: MessageUsage.partial({ input_tokens: true }).openapi('MessageDeltaUsage', {
      description: 'Tokens so far, all together.',
    }),
  })
  .openapi('MessageDeltaEvent', { description: 'Why the answer ends, and the tokens it used.' });

export const MessageStopEvent = z
  .looseObject({ type: z.literal('message_stop') })
  .openapi('MessageStopEvent', { description: 'The end of the stream.' });

export const PingEvent = z
  .looseObject({ type: z.literal('ping') })
  .openapi('PingEvent', { description: 'Nothing: keeps the connection open.' });

export const MessageEvent = z
  .discriminatedUnion('type', [
    MessageStartEvent,
    ContentBlockStartEvent,
    ContentBlockDeltaEvent,
    ContentBlockStopEvent,
    MessageDeltaEvent,
    MessageStopEvent,
    PingEvent,
    AnthropicErrorResponse,
  ])
  .openapi('MessageEvent', {
    description: 'One step of the answer; or, as the last event of a broken stream, what went wrong.',
  });
