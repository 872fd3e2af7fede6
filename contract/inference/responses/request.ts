import { z } from '../../zod.ts';
import { ChatModerationOptions } from '../chat/options.ts';
import { samplingFields, servingFields } from '../shared/engine-fields.ts';
import { AudioReference } from '../shared/input.ts';
import { ResponseInputItem } from './items/item.ts';
import {
  AccessProgramsOptions,
  ContextManagement,
  Reasoning,
  ResponseImageOptions,
  ResponsePrompt,
  ResponsePromptCacheOptions,
  ResponseStreamOptions,
  ResponseTextConfig,
} from './options.ts';
import {
  ToolChoiceAllowed,
  ToolChoiceApplyPatch,
  ToolChoiceCustom,
  ToolChoiceFunction,
  ToolChoiceMcp,
  ToolChoiceShell,
  ToolChoiceTypes,
} from './tools/choice.ts';
import { ProgrammaticToolCallingTool, ResponseTool } from './tools/tool.ts';

export const ResponseRequest = z
  .looseObject({
    access_programs: AccessProgramsOptions.optional(),
    background: z.boolean().nullish(),
    context_management: z.array(ContextManagement).nullish(),
    conversation: z.union([z.string(), AudioReference, z.null()]).optional(),
    image: ResponseImageOptions.optional(),
    include: z
      .array(
        z.enum([
          'file_search_call.results',
          'web_search_call.results',
          'web_search_call.action.sources',
          'message.input_image.image_url',
          'computer_call_output.output.image_url',
          'code_interpreter_call.outputs',
          'reasoning.encrypted_content',
          'message.output_text.logprobs',
        ]),
      )
      .nullish(),
    input: z.union([z.string(), z.array(ResponseInputItem)]).optional(),
    instructions: z.string().nullish(),
    max_output_tokens: z.number().int().nullish(),
    max_tool_calls: z.number().int().nullish(),
    metadata: z.record(z.string(), z.string()).nullish(),
    model: z.string(),
    moderation: z.union([ChatModerationOptions, z.null()]).optional(),
    parallel_tool_calls: z.boolean().nullish(),
    previous_response_id: z.string().nullish(),
    prompt: z.union([ResponsePrompt, z.null()]).optional(),
    prompt_cache_key: z.string().nullish(),
    prompt_cache_options: ResponsePromptCacheOptions.optional(),
    prompt_cache_retention: z.union([z.enum(['in_memory', '24h']), z.null()]).optional(),
    reasoning: z.union([Reasoning, z.null()]).optional(),
    safety_identifier: z.string().nullish(),
    service_tier: z
      .union([z.enum(['auto', 'default', 'flex', 'scale', 'priority', 'fast', 'ultrafast']), z.null()])
      .optional(),
    store: z.boolean().nullish(),
    stream: z.boolean().nullish(),
    stream_options: z.union([ResponseStreamOptions, z.null()]).optional(),
    temperature: z.number().nullish(),
    text: ResponseTextConfig.optional(),
    tool_choice: z
      .union([
        z.enum(['none', 'auto', 'required']),
        ToolChoiceAllowed,
        ToolChoiceTypes,
        ToolChoiceFunction,
        ToolChoiceMcp,
        ToolChoiceCustom,
        ProgrammaticToolCallingTool,
        ToolChoiceApplyPatch,
        ToolChoiceShell,
      ])
      .optional(),
    tools: z.array(ResponseTool).optional(),
    top_logprobs: z.number().int().nullish(),
    top_p: z.number().nullish(),
    truncation: z.union([z.enum(['auto', 'disabled']), z.null()]).optional(),
    user: z.string().optional(),
    ...samplingFields,
    ...servingFields,
  })
  .openapi('ResponseRequest', { description: 'Input to respond to, and how.' });
