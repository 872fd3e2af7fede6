import { z } from '../../zod.ts';
import { PromptCacheBreakpoint } from '../shared/input.ts';

export const ResponseInputText = z
  .looseObject({
    text: z.string(),
    type: z.literal('input_text'),
    prompt_cache_breakpoint: PromptCacheBreakpoint.optional(),
  })
  .openapi('ResponseInputText', { description: 'Text for the model.' });

export const ResponseInputImage = z
  .looseObject({
    detail: z.enum(['low', 'high', 'auto', 'original']),
    type: z.literal('input_image'),
    file_id: z.string().nullish(),
    image_url: z.string().nullish(),
    prompt_cache_breakpoint: PromptCacheBreakpoint.optional(),
  })
  .openapi('ResponseInputImage', { description: 'An image for the model.' });

export const ResponseInputFile = z
  .looseObject({
    type: z.literal('input_file'),
    detail: z.enum(['auto', 'low', 'high']).optional(),
    file_data: z.string().optional(),
    file_id: z.string().nullish(),
    file_url: z.string().optional(),
    filename: z.string().optional(),
    prompt_cache_breakpoint: PromptCacheBreakpoint.optional(),
  })
  .openapi('ResponseInputFile', { description: 'A file for the model.' });

export const ResponseInputContent = z
  .discriminatedUnion('type', [ResponseInputText, ResponseInputImage, ResponseInputFile])
  .openapi('ResponseInputContent', { description: 'A piece of the input.' });

export const FileCitation = z
  .looseObject({ file_id: z.string(), filename: z.string(), index: z.number().int(), type: z.literal('file_citation') })
  .openapi('FileCitation', { description: 'A file that the text cites.' });

export const UrlCitation = z
  .looseObject({
    end_index: z.number().int(),
    start_index: z.number().int(),
    title: z.string(),
    type: z.literal('url_citation'),
    url: z.string(),
  })
  .openapi('UrlCitation', { description: 'A web page that the text cites, and where.' });

export const ContainerFileCitation = z
  .looseObject({
    container_id: z.string(),
    end_index: z.number().int(),
    file_id: z.string(),
    filename: z.string(),
    start_index: z.number().int(),
    type: z.literal('container_file_citation'),
  })
  .openapi('ContainerFileCitation', { description: 'A file in a container that the text cites, and where.' });

export const FilePathAnnotation = z
  .looseObject({ file_id: z.string(), index: z.number().int(), type: z.literal('file_path') })
  .openapi('FilePathAnnotation', { description: 'A file that the text points to.' });

export const OutputTextTopLogprob = z
  .looseObject({ token: z.string(), bytes: z.array(z.number()), logprob: z.number() })
  .openapi('OutputTextTopLogprob', { description: 'A token that was likely in that place.' });

export const OutputTextLogprob = z
  .looseObject({
    token: z.string(),
    bytes: z.array(z.number()),
    logprob: z.number(),
    top_logprobs: z.array(OutputTextTopLogprob),
  })
  .openapi('OutputTextLogprob', { description: 'A token of the text and how likely it was.' });

export const ResponseOutputText = z
  .looseObject({
    annotations: z
      .array(z.discriminatedUnion('type', [FileCitation, UrlCitation, ContainerFileCitation, FilePathAnnotation]))
      .optional(),
    text: z.string(),
    type: z.literal('output_text'),
    logprobs: z.array(OutputTextLogprob).nullish(),
  })
  .openapi('ResponseOutputText', { description: 'Text of the answer.' });

export const ResponseInputTextContent = z
  .looseObject({
    text: z.string(),
    type: z.literal('input_text'),
    prompt_cache_breakpoint: z.union([PromptCacheBreakpoint, z.null()]).optional(),
  })
  .openapi('ResponseInputTextContent', { description: 'Text in what a function answered.' });

export const ResponseInputImageContent = z
  .looseObject({
    type: z.literal('input_image'),
    detail: z.union([z.enum(['low', 'high', 'auto', 'original']), z.null()]).optional(),
    file_id: z.string().nullish(),
    image_url: z.string().nullish(),
    prompt_cache_breakpoint: z.union([PromptCacheBreakpoint, z.null()]).optional(),
  })
  .openapi('ResponseInputImageContent', { description: 'An image in what a function answered.' });

export const ResponseInputFileContent = z
  .looseObject({
    type: z.literal('input_file'),
    detail: z.enum(['auto', 'low', 'high']).optional(),
    file_data: z.string().nullish(),
    file_id: z.string().nullish(),
    file_url: z.string().nullish(),
    filename: z.string().nullish(),
    prompt_cache_breakpoint: z.union([PromptCacheBreakpoint, z.null()]).optional(),
  })
  .openapi('ResponseInputFileContent', { description: 'A file in what a function answered.' });

export const ResponseFunctionCallOutputItem = z
  .discriminatedUnion('type', [ResponseInputTextContent, ResponseInputImageContent, ResponseInputFileContent])
  .openapi('ResponseFunctionCallOutputItem', { description: 'A piece of what a function answered.' });

export const ReasoningSummary = z
  .looseObject({ text: z.string(), type: z.literal('summary_text') })
  .openapi('ReasoningSummary', { description: 'What the model thought, in short.' });

export const ReasoningContent = z
  .looseObject({ text: z.string(), type: z.literal('reasoning_text') })
  .openapi('ReasoningContent', { description: 'What the model thought.' });
