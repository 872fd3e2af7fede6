import { z } from '../../../zod.ts';

export const ComparisonFilter = z
  .looseObject({
    key: z.string(),
    type: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin']),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]),
  })
  .openapi('ComparisonFilter', {
    description:
      'A filter used to compare a specified attribute key to a given value using a defined comparison operation.',
  });

export const CompoundFilter = z
  .looseObject({ filters: z.array(z.unknown()), type: z.enum(['and', 'or']) })
  .openapi('CompoundFilter', { description: 'Combine multiple filters using `and` or `or`.' });

export const HybridSearchWeights = z
  .looseObject({ embedding_weight: z.number(), text_weight: z.number() })
  .openapi('HybridSearchWeights', {
    description:
      'Weights that control how reciprocal rank fusion balances semantic embedding matches versus sparse keyword matches when hybrid search is enabled.',
  });

export const FileSearchRankingOptions = z
  .looseObject({
    hybrid_search: HybridSearchWeights.optional(),
    ranker: z.enum(['auto', 'default-2024-11-15']).optional(),
    score_threshold: z.number().optional(),
  })
  .openapi('FileSearchRankingOptions', { description: 'Ranking options for search.' });

export const FileSearchTool = z
  .looseObject({
    type: z.literal('file_search'),
    vector_store_ids: z.array(z.string()),
    filters: z.union([ComparisonFilter, CompoundFilter, z.null()]).optional(),
    max_num_results: z.number().int().optional(),
    ranking_options: FileSearchRankingOptions.optional(),
  })
  .openapi('FileSearchTool', { description: 'A tool that searches for relevant content from uploaded files.' });

export const ComputerTool = z
  .looseObject({ type: z.literal('computer') })
  .openapi('ComputerTool', { description: 'A tool that controls a virtual computer.' });

export const ComputerUsePreviewTool = z
  .looseObject({
    display_height: z.number().int(),
    display_width: z.number().int(),
    environment: z.enum(['windows', 'mac', 'linux', 'ubuntu', 'browser']),
    type: z.literal('computer_use_preview'),
  })
  .openapi('ComputerUsePreviewTool', { description: 'A tool that controls a virtual computer.' });

export const WebSearchToolFilters = z
  .looseObject({ allowed_domains: z.array(z.string()).nullish() })
  .openapi('WebSearchToolFilters', { description: 'Filters for the search.' });

export const WebSearchToolUserLocation = z
  .looseObject({
    city: z.string().nullish(),
    country: z.string().nullish(),
    region: z.string().nullish(),
    timezone: z.string().nullish(),
    type: z.literal('approximate').optional(),
  })
  .openapi('WebSearchToolUserLocation', { description: 'The approximate location of the user.' });

export const WebSearchTool = z
  .looseObject({
    type: z.enum(['web_search', 'web_search_2025_08_26']),
    external_web_access: z.boolean().optional(),
    filters: z.union([WebSearchToolFilters, z.null()]).optional(),
    search_context_size: z.enum(['low', 'medium', 'high']).optional(),
    user_location: z.union([WebSearchToolUserLocation, z.null()]).optional(),
  })
  .openapi('WebSearchTool', { description: 'Search the Internet for sources related to the prompt.' });

export const InputImageMask = z
  .looseObject({ file_id: z.string().optional(), image_url: z.string().optional() })
  .openapi('InputImageMask', { description: 'Optional mask for inpainting.' });

export const SvgReasoning = z
  .looseObject({ effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional() })
  .openapi('SvgReasoning', { description: 'Reasoning effort for SVG authoring.' });

export const SvgOptions = z
  .looseObject({ model: z.string().optional(), reasoning: z.union([SvgReasoning, z.null()]).optional() })
  .openapi('SvgOptions', { description: 'SVG author model settings.' });

export const ImageGenerationTool = z
  .looseObject({
    type: z.literal('image_generation'),
    action: z.enum(['generate', 'edit', 'auto']).optional(),
    background: z.enum(['transparent', 'opaque', 'auto']).optional(),
    complexity: z.enum(['low', 'medium', 'high']).optional(),
    frame_count: z.number().int().optional(),
    frame_duration_ms: z.number().int().optional(),
    input_fidelity: z.union([z.enum(['high', 'low']), z.null()]).optional(),
    input_image_mask: InputImageMask.optional(),
    model: z.string().optional(),
    moderation: z.enum(['auto', 'low']).optional(),
    output_compression: z.number().optional(),
    output_format: z.enum(['png', 'webp', 'jpeg', 'gif', 'svg']).optional(),
    partial_images: z.number().optional(),
    quality: z.enum(['low', 'medium', 'high', 'xhigh', 'max', 'auto']).optional(),
    size: z.string().optional(),
    svg: SvgOptions.optional(),
  })
  .openapi('ImageGenerationTool', { description: 'A tool that generates images using the GPT image models.' });

export const WebSearchPreviewToolUserLocation = z
  .looseObject({
    type: z.literal('approximate'),
    city: z.string().nullish(),
    country: z.string().nullish(),
    region: z.string().nullish(),
    timezone: z.string().nullish(),
  })
  .openapi('WebSearchPreviewToolUserLocation', { description: 'The approximate location of the user.' });

export const WebSearchPreviewTool = z
  .looseObject({
    type: z.enum(['web_search_preview', 'web_search_preview_2025_03_11']),
    search_content_types: z.array(z.enum(['text', 'image'])).optional(),
    search_context_size: z.enum(['low', 'medium', 'high']).optional(),
    user_location: z.union([WebSearchPreviewToolUserLocation, z.null()]).optional(),
  })
  .openapi('WebSearchPreviewTool', {
    description: 'This tool searches the web for relevant results to use in a response.',
  });
