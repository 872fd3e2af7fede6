/** The events of a streamed message, in Anthropic's order: start, blocks, delta, stop. */
import { AnthropicErrorResponse } from '../../error-envelope.ts';
import { z } from '../../zod.ts';
import { OutputBlock } from './content.ts';
import { Message, MessageUsage, StopReason } from './message.ts';

export const MessageStartEvent = z
  .looseObject({ type: z.literal('message_start'), message: Message })
  .openapi('MessageStartEvent');

export const ContentBlockStartEvent = z
  .looseObject({ type: z.literal('content_block_start'), index: z.number().int(), content_block: OutputBlock })
  .openapi('ContentBlockStartEvent');

const TextDelta = z.looseObject({ type: z.literal('text_delta'), text: z.string() }).openapi('TextDelta');

const InputJsonDelta = z
  .looseObject({ type: z.literal('input_json_delta'), partial_json: z.string() })
  .openapi('InputJsonDelta', { description: 'The next piece of a tool’s arguments, as text.' });

const ThinkingDelta = z
  .looseObject({ type: z.literal('thinking_delta'), thinking: z.string() })
  .openapi('ThinkingDelta');

const SignatureDelta = z
  .looseObject({ type: z.literal('signature_delta'), signature: z.string() })
  .openapi('SignatureDelta');

const CitationsDelta = z
  .looseObject({ type: z.literal('citations_delta'), citation: z.record(z.string(), z.unknown()) })
  .openapi('CitationsDelta');

export const ContentBlockDeltaEvent = z
  .looseObject({
    type: z.literal('content_block_delta'),
    index: z.number().int(),
    delta: z.discriminatedUnion('type', [TextDelta, InputJsonDelta, ThinkingDelta, SignatureDelta, CitationsDelta]),
  })
  .openapi('ContentBlockDeltaEvent');

export const ContentBlockStopEvent = z
  .looseObject({ type: z.literal('content_block_stop'), index: z.number().int() })
  .openapi('ContentBlockStopEvent');

const MessageDelta = z
  .looseObject({
    stop_reason: z.union([StopReason, z.null()]).optional(),
    stop_sequence: z.string().nullish(),
  })
  .openapi('MessageDelta');

export const MessageDeltaEvent = z
  .looseObject({
    type: z.literal('message_delta'),
    delta: MessageDelta,
    usage: MessageUsage.partial({ input_tokens: true }).openapi('MessageDeltaUsage', {
      description: 'Tokens so far, all together.',
    }),
  })
  .openapi('MessageDeltaEvent');

export const MessageStopEvent = z.looseObject({ type: z.literal('message_stop') }).openapi('MessageStopEvent');

export const PingEvent = z.looseObject({ type: z.literal('ping') }).openapi('PingEvent');

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
