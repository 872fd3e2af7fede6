import { z } from '../../../zod.ts';
import { ChatRefusalPart } from '../../chat/content-parts.ts';
import { ResponseJsonSchemaFormat, TextFormat } from '../../shared/formats.ts';
import { ReasoningContent, ReasoningSummary, ResponseInputContent, ResponseOutputText } from '../content.ts';
import { ResponseTool } from '../tools/tool.ts';

export const EasyInputMessage = z
  .looseObject({
    content: z.union([z.string(), z.array(ResponseInputContent)]),
    role: z.enum(['user', 'assistant', 'system', 'developer']),
    phase: z.union([z.enum(['commentary', 'final_answer']), z.null()]).optional(),
    type: z.literal('message').optional(),
  })
  .openapi('EasyInputMessage', { description: 'A message, its content plain text or parts.' });

export const ResponseInputMessage = z
  .looseObject({
    content: z.array(ResponseInputContent),
    role: z.enum(['user', 'system', 'developer']),
    status: z.enum(['in_progress', 'completed', 'incomplete']).optional(),
    type: z.literal('message').optional(),
  })
  .openapi('ResponseInputMessage', { description: 'A message of the input, in parts.' });

export const ResponseOutputMessage = z
  .looseObject({
    id: z.string(),
    content: z.array(z.discriminatedUnion('type', [ResponseOutputText, ChatRefusalPart])),
    role: z.literal('assistant'),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('message'),
    phase: z.union([z.enum(['commentary', 'final_answer']), z.null()]).optional(),
  })
  .openapi('ResponseOutputMessage', { description: 'A message that the model wrote.' });

export const AdditionalToolsParam = z
  .looseObject({
    role: z.literal('developer'),
    tools: z.array(ResponseTool),
    type: z.literal('additional_tools'),
    id: z.string().nullish(),
  })
  .openapi('AdditionalToolsParam', { description: 'Tools to add in the middle of a conversation.' });

export const ConfigurationUpdateReasoning = z
  .looseObject({
    effort: z.union([z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']), z.null()]).optional(),
  })
  .openapi('ConfigurationUpdateReasoning', { description: 'How hard to think from here on.' });

export const ConfigurationUpdateText = z
  .looseObject({ format: z.discriminatedUnion('type', [TextFormat, ResponseJsonSchemaFormat]) })
  .openapi('ConfigurationUpdateText', { description: 'The format of the texts from here on.' });

export const ConfigurationUpdateParam = z
  .looseObject({
    type: z.literal('configuration_update'),
    id: z.string().nullish(),
    reasoning: ConfigurationUpdateReasoning.optional(),
    text: ConfigurationUpdateText.optional(),
  })
  .openapi('ConfigurationUpdateParam', { description: 'Settings that change in the middle of a conversation.' });

export const ReasoningItem = z
  .looseObject({
    id: z.string(),
    summary: z.array(ReasoningSummary),
    type: z.literal('reasoning'),
    content: z.array(ReasoningContent).optional(),
    encrypted_content: z.string().nullish(),
    status: z.enum(['in_progress', 'completed', 'incomplete']).optional(),
  })
  .openapi('ReasoningItem', { description: 'What the model thought before it answered.' });

export const CompactionItemParam = z
  .looseObject({ encrypted_content: z.string(), type: z.literal('compaction'), id: z.string().nullish() })
  .openapi('CompactionItemParam', { description: 'A context that was summarised, given back as input.' });

export const ImageModerationDetails = z
  .looseObject({ categories: z.array(z.string()), moderation_stage: z.enum(['input', 'output', 'unknown']) })
  .openapi('ImageModerationDetails', { description: 'Which rules an image broke, and when that was seen.' });

export const ImageGenerationError = z
  .looseObject({
    code: z.string().nullable(),
    message: z.string(),
    param: z.string().nullable(),
    type: z.string(),
    moderation_details: ImageModerationDetails.optional(),
  })
  .openapi('ImageGenerationError', { description: 'Why there is no image.' });

export const SvgUsage = z
  .looseObject({
    input_tokens: z.number().int(),
    model: z.string(),
    output_tokens: z.number().int(),
    reasoning_tokens: z.number().int(),
    total_tokens: z.number().int(),
  })
  .openapi('SvgUsage', { description: 'Tokens used to draw an SVG.' });

export const ImageGenerationCall = z
  .looseObject({
    id: z.string(),
    result: z.string().nullable(),
    status: z.enum(['in_progress', 'completed', 'generating', 'failed']),
    type: z.literal('image_generation_call'),
    action: z.union([z.enum(['generate', 'edit', 'auto']), z.null()]).optional(),
    background: z.union([z.enum(['transparent', 'opaque', 'auto']), z.null()]).optional(),
    error: ImageGenerationError.optional(),
    output_format: z.union([z.enum(['png', 'webp', 'jpeg', 'gif', 'svg']), z.null()]).optional(),
    quality: z.union([z.enum(['low', 'medium', 'high', 'xhigh', 'max', 'auto']), z.null()]).optional(),
    revised_prompt: z.string().nullish(),
    size: z.string().nullish(),
    svg_usage: SvgUsage.optional(),
  })
  .openapi('ImageGenerationCall', { description: 'The model draws an image.' });

export const CompactionTrigger = z
  .looseObject({ type: z.literal('compaction_trigger'), id: z.string().nullish() })
  .openapi('CompactionTrigger', { description: 'Summarise the context here.' });

export const ItemReference = z
  .looseObject({ id: z.string(), type: z.union([z.literal('item_reference'), z.null()]).optional() })
  .openapi('ItemReference', { description: 'An earlier item, by its id.' });

export const ProgramItem = z
  .looseObject({
    id: z.string(),
    call_id: z.string(),
    code: z.string(),
    fingerprint: z.string(),
    type: z.literal('program'),
  })
  .openapi('ProgramItem', { description: 'A program that the model wrote to call tools.' });

export const ProgramOutput = z
  .looseObject({
    id: z.string(),
    call_id: z.string(),
    result: z.string(),
    status: z.enum(['completed', 'incomplete']),
    type: z.literal('program_output'),
  })
  .openapi('ProgramOutput', { description: 'What such a program answered.' });

export const AdditionalTools = z
  .looseObject({
    id: z.string(),
    role: z.enum(['unknown', 'user', 'assistant', 'system', 'critic', 'discriminator', 'developer', 'tool']),
    tools: z.array(ResponseTool),
    type: z.literal('additional_tools'),
  })
  .openapi('AdditionalTools', { description: 'Tools that were added in the middle of a conversation.' });

export const CompactionItem = z
  .looseObject({
    id: z.string(),
    encrypted_content: z.string(),
    type: z.literal('compaction'),
    created_by: z.string().optional(),
  })
  .openapi('CompactionItem', { description: 'A context that was summarised.' });
