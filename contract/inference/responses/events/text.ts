import { z } from '../../../zod.ts';
import { ChatRefusalPart } from '../../chat/content-parts.ts';
import {
  ContainerFileCitation,
  FileCitation,
  FilePathAnnotation,
  ReasoningContent,
  ReasoningSummary,
  ResponseOutputText,
  UrlCitation,
} from '../content.ts';

export const ResponseAudioDeltaEvent = z
  .looseObject({
    delta: z.string(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.audio.delta'),
  })
  .openapi('ResponseAudioDeltaEvent', { description: 'Emitted when there is a partial audio response.' });

export const ResponseAudioDoneEvent = z
  .looseObject({ sequence_number: z.number().int().optional(), type: z.literal('response.audio.done') })
  .openapi('ResponseAudioDoneEvent', { description: 'Emitted when the audio response is complete.' });

export const ResponseAudioTranscriptDeltaEvent = z
  .looseObject({
    delta: z.string(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.audio.transcript.delta'),
  })
  .openapi('ResponseAudioTranscriptDeltaEvent', {
    description: 'Emitted when there is a partial transcript of audio.',
  });

export const ResponseAudioTranscriptDoneEvent = z
  .looseObject({ sequence_number: z.number().int().optional(), type: z.literal('response.audio.transcript.done') })
  .openapi('ResponseAudioTranscriptDoneEvent', { description: 'Emitted when the full audio transcript is completed.' });

export const ResponseContentPartAddedEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    part: z.discriminatedUnion('type', [ResponseOutputText, ChatRefusalPart, ReasoningContent]),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.content_part.added'),
  })
  .openapi('ResponseContentPartAddedEvent', { description: 'Emitted when a new content part is added.' });

export const ResponseContentPartDoneEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    part: z.discriminatedUnion('type', [ResponseOutputText, ChatRefusalPart, ReasoningContent]),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.content_part.done'),
  })
  .openapi('ResponseContentPartDoneEvent', { description: 'Emitted when a content part is done.' });

export const ResponseReasoningSummaryPartAddedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    part: ReasoningSummary,
    sequence_number: z.number().int().optional(),
    summary_index: z.number().int().optional(),
    type: z.literal('response.reasoning_summary_part.added'),
  })
  .openapi('ResponseReasoningSummaryPartAddedEvent', {
    description: 'Emitted when a new reasoning summary part is added.',
  });

export const ResponseReasoningSummaryPartDoneEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    part: ReasoningSummary,
    sequence_number: z.number().int().optional(),
    summary_index: z.number().int().optional(),
    type: z.literal('response.reasoning_summary_part.done'),
    status: z.literal('incomplete').optional(),
  })
  .openapi('ResponseReasoningSummaryPartDoneEvent', {
    description: 'Emitted when a reasoning summary part is completed.',
  });

export const ResponseReasoningSummaryTextDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    summary_index: z.number().int().optional(),
    type: z.literal('response.reasoning_summary_text.delta'),
  })
  .openapi('ResponseReasoningSummaryTextDeltaEvent', {
    description: 'Emitted when a delta is added to a reasoning summary text.',
  });

export const ResponseReasoningSummaryTextDoneEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    summary_index: z.number().int().optional(),
    text: z.string(),
    type: z.literal('response.reasoning_summary_text.done'),
  })
  .openapi('ResponseReasoningSummaryTextDoneEvent', {
    description: 'Emitted when a reasoning summary text is completed.',
  });

export const ResponseReasoningTextDeltaEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.reasoning_text.delta'),
  })
  .openapi('ResponseReasoningTextDeltaEvent', { description: 'Emitted when a delta is added to a reasoning text.' });

export const ResponseReasoningTextDoneEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    text: z.string(),
    type: z.literal('response.reasoning_text.done'),
  })
  .openapi('ResponseReasoningTextDoneEvent', { description: 'Emitted when a reasoning text is completed.' });

export const ResponseRefusalDeltaEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.refusal.delta'),
  })
  .openapi('ResponseRefusalDeltaEvent', { description: 'Emitted when there is a partial refusal text.' });

export const ResponseRefusalDoneEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    refusal: z.string(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.refusal.done'),
  })
  .openapi('ResponseRefusalDoneEvent', { description: 'Emitted when refusal text is finalized.' });

export const EventTopLogprob = z
  .looseObject({ token: z.string().optional(), logprob: z.number().optional() })
  .openapi('EventTopLogprob', { description: 'A token that was likely in that place.' });

export const EventLogprob = z
  .looseObject({ token: z.string(), logprob: z.number(), top_logprobs: z.array(EventTopLogprob).optional() })
  .openapi('EventLogprob', {
    description:
      'A logprob is the logarithmic probability that the model assigns to producing a particular token at a given position in the sequence.',
  });

export const ResponseTextDeltaEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    delta: z.string(),
    item_id: z.string(),
    logprobs: z.array(EventLogprob).optional(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.output_text.delta'),
  })
  .openapi('ResponseTextDeltaEvent', { description: 'Emitted when there is an additional text delta.' });

export const ResponseTextDoneEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    logprobs: z.array(EventLogprob).optional(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    text: z.string(),
    type: z.literal('response.output_text.done'),
  })
  .openapi('ResponseTextDoneEvent', { description: 'Emitted when text content is finalized.' });

export const ResponseOutputTextAnnotationAddedEvent = z
  .looseObject({
    annotation: z.union([
      z.discriminatedUnion('type', [FileCitation, UrlCitation, ContainerFileCitation, FilePathAnnotation]),
      z.null(),
    ]),
    annotation_index: z.number().int(),
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.output_text.annotation.added'),
  })
  .openapi('ResponseOutputTextAnnotationAddedEvent', {
    description: 'Emitted when an annotation is added to output text content.',
  });
