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
  .openapi('ResponseAudioDeltaEvent', { description: 'The next piece of audio, in base64.' });

export const ResponseAudioDoneEvent = z
  .looseObject({ sequence_number: z.number().int().optional(), type: z.literal('response.audio.done') })
  .openapi('ResponseAudioDoneEvent', { description: 'The audio is whole.' });

export const ResponseAudioTranscriptDeltaEvent = z
  .looseObject({
    delta: z.string(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.audio.transcript.delta'),
  })
  .openapi('ResponseAudioTranscriptDeltaEvent', { description: 'The next words of the audio.' });

export const ResponseAudioTranscriptDoneEvent = z
  .looseObject({ sequence_number: z.number().int().optional(), type: z.literal('response.audio.transcript.done') })
  .openapi('ResponseAudioTranscriptDoneEvent', { description: 'The words of the audio are whole.' });

export const ResponseContentPartAddedEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    part: z.discriminatedUnion('type', [ResponseOutputText, ChatRefusalPart, ReasoningContent]),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.content_part.added'),
  })
  .openapi('ResponseContentPartAddedEvent', { description: 'A part of a message begins.' });

export const ResponseContentPartDoneEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    part: z.discriminatedUnion('type', [ResponseOutputText, ChatRefusalPart, ReasoningContent]),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.content_part.done'),
  })
  .openapi('ResponseContentPartDoneEvent', { description: 'A part of a message is whole.' });

export const ResponseReasoningSummaryPartAddedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    part: ReasoningSummary,
    sequence_number: z.number().int().optional(),
    summary_index: z.number().int().optional(),
    type: z.literal('response.reasoning_summary_part.added'),
  })
  .openapi('ResponseReasoningSummaryPartAddedEvent', { description: 'A part of the summary of the thoughts begins.' });

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
  .openapi('ResponseReasoningSummaryPartDoneEvent', { description: 'A part of the summary of the thoughts is whole.' });

export const ResponseReasoningSummaryTextDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    summary_index: z.number().int().optional(),
    type: z.literal('response.reasoning_summary_text.delta'),
  })
  .openapi('ResponseReasoningSummaryTextDeltaEvent', { description: 'The next piece of the summary of the thoughts.' });

export const ResponseReasoningSummaryTextDoneEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    summary_index: z.number().int().optional(),
    text: z.string(),
    type: z.literal('response.reasoning_summary_text.done'),
  })
  .openapi('ResponseReasoningSummaryTextDoneEvent', { description: 'The text of a summary of the thoughts is whole.' });

export const ResponseReasoningTextDeltaEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.reasoning_text.delta'),
  })
  .openapi('ResponseReasoningTextDeltaEvent', { description: 'The next piece of the thoughts.' });

export const ResponseReasoningTextDoneEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    text: z.string(),
    type: z.literal('response.reasoning_text.done'),
  })
  .openapi('ResponseReasoningTextDoneEvent', { description: 'The thoughts are whole.' });

export const ResponseRefusalDeltaEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.refusal.delta'),
  })
  .openapi('ResponseRefusalDeltaEvent', { description: 'The next piece of a refusal.' });

export const ResponseRefusalDoneEvent = z
  .looseObject({
    content_index: z.number().int().optional(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    refusal: z.string(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.refusal.done'),
  })
  .openapi('ResponseRefusalDoneEvent', { description: 'The refusal is whole.' });

export const EventTopLogprob = z
  .looseObject({ token: z.string().optional(), logprob: z.number().optional() })
  .openapi('EventTopLogprob', { description: 'A token that was likely in that place.' });

export const EventLogprob = z
  .looseObject({ token: z.string(), logprob: z.number(), top_logprobs: z.array(EventTopLogprob).optional() })
  .openapi('EventLogprob', { description: 'A token of the piece and its natural log probability.' });

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
  .openapi('ResponseTextDeltaEvent', { description: 'The next piece of the text.' });

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
  .openapi('ResponseTextDoneEvent', { description: 'The text is whole.' });

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
  .openapi('ResponseOutputTextAnnotationAddedEvent', { description: 'The text gets a citation.' });
