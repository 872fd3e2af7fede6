import { z } from '../../../zod.ts';

export const ComparisonFilter = z
  .looseObject({
    key: z.string(),
    type: z.enum(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin']),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]),
  })
  .openapi('ComparisonFilter', { description: 'Compares an attribute of a file with a value.' });

export const CompoundFilter = z
  .looseObject({ filters: z.array(z.unknown()), type: z.enum(['and', 'or']) })
  .openapi('CompoundFilter', { description: 'Several filters of which all or one must hold.' });

export const HybridSearchWeights = z
  .looseObject({ embedding_weight: z.number(), text_weight: z.number() })
  .openapi('HybridSearchWeights', { description: 'How much meaning counts, and how much the words themselves.' });

export const FileSearchRankingOptions = z
  .looseObject({
    hybrid_search: HybridSearchWeights.optional(),
    ranker: z.enum(['auto', 'default-2024-11-15']).optional(),
    score_threshold: z.number().optional(),
  })
  .openapi('FileSearchRankingOptions', { description: 'How finds are ordered, and from which score on.' });

export const FileSearchTool = z
  .looseObject({
    type: z.literal('file_search'),
    vector_store_ids: z.array(z.string()),
    filters: z.union([ComparisonFilter, CompoundFilter, z.null()]).optional(),
    max_num_results: z.number().int().optional(),
    ranking_options: FileSearchRankingOptions.optional(),
  })
  .openapi('FileSearchTool', { description: 'Lets the model search in stored files.' });

export const ComputerTool = z
  .looseObject({ type: z.literal('computer') })
  .openapi('ComputerTool', { description: 'Lets the model use a computer.' });

export const ComputerUsePreviewTool = z
  .looseObject({
    display_height: z.number().int(),
    display_width: z.number().int(),
    environment: z.enum(['windows', 'mac', 'linux', 'ubuntu', 'browser']),
    type: z.literal('computer_use_preview'),
  })
  .openapi('ComputerUsePreviewTool', { description: 'Lets the model use a computer; the form before `computer`.' });

export const WebSearchToolFilters = z
  .looseObject({ allowed_domains: z.array(z.string()).nullish() })
  .openapi('WebSearchToolFilters', { description: 'Which sites may be searched.' });

export const WebSearchToolUserLocation = z
  .looseObject({
    city: z.string().nullish(),
    country: z.string().nullish(),
    region: z.string().nullish(),
    timezone: z.string().nullish(),
    type: z.literal('approximate').optional(),
  })
  .openapi('WebSearchToolUserLocation', { description: 'Roughly where the user is.' });

export const WebSearchTool = z
  .looseObject({
    type: z.enum(['web_search', 'web_search_2025_08_26']),
    external_web_access: z.boolean().optional(),
    filters: z.union([WebSearchToolFilters, z.null()]).optional(),
    search_context_size: z.enum(['low', 'medium', 'high']).optional(),
    user_location: z.union([WebSearchToolUserLocation, z.null()]).optional(),
  })
  .openapi('WebSearchTool', { description: 'Lets the model search the web.' });

export const InputImageMask = z
  .looseObject({ file_id: z.string().optional(), image_url: z.string().optional() })
  .openapi('InputImageMask', { description: 'Which part of an image is painted anew.' });

export const SvgReasoning = z
  .looseObject({ effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional() })
  .openapi('SvgReasoning', { description: 'How hard to think about an SVG.' });

export const SvgOptions = z
  .looseObject({ model: z.string().optional(), reasoning: z.union([SvgReasoning, z.null()]).optional() })
  .openapi('SvgOptions', { description: 'The model that draws SVGs, and how.' });

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
  .openapi('ImageGenerationTool', { description: 'Lets the model draw images.' });

export const WebSearchPreviewToolUserLocation = z
  .looseObject({
    type: z.literal('approximate'),
    city: z.string().nullish(),
    country: z.string().nullish(),
    region: z.string().nullish(),
    timezone: z.string().nullish(),
  })
  .openapi('WebSearchPreviewToolUserLocation', { description: 'Roughly where the user is.' });

export const WebSearchPreviewTool = z
  .looseObject({
    type: z.enum(['web_search_preview', 'web_search_preview_2025_03_11']),
    search_content_types: z.array(z.enum(['text', 'image'])).optional(),
    search_context_size: z.enum(['low', 'medium', 'high']).optional(),
    user_location: z.union([WebSearchPreviewToolUserLocation, z.null()]).optional(),
  })
  .openapi('WebSearchPreviewTool', { description: 'Lets the model search the web; the form before `web_search`.' });
