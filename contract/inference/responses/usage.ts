import { z } from '../../zod.ts';

export const ImageTokensDetails = z
  .looseObject({ image_tokens: z.number().int(), text_tokens: z.number().int() })
  .openapi('ImageTokensDetails', { description: 'The input tokens detailed information for the image generation.' });

export const CachedImageTokensDetails = z
  .looseObject({ cached_image_tokens: z.number().int(), cached_text_tokens: z.number().int() })
  .openapi('CachedImageTokensDetails', { description: 'Cached tokens of images and texts.' });

export const ImageGenerationUsage = z
  .looseObject({
    input_tokens: z.number().int(),
    input_tokens_details: ImageTokensDetails,
    output_tokens: z.number().int(),
    total_tokens: z.number().int(),
    cached_tokens: z.number().int().optional(),
    cached_tokens_details: CachedImageTokensDetails.optional(),
    output_tokens_details: ImageTokensDetails.optional(),
  })
  .openapi('ImageGenerationUsage', { description: 'Aggregated usage statistics for image generation tool calls.' });

export const WebSearchUsage = z
  .looseObject({ num_requests: z.number().int() })
  .openapi('WebSearchUsage', { description: 'Aggregated billable usage statistics for web search tool calls.' });

export const ResponseToolUsage = z
  .looseObject({ image_gen: ImageGenerationUsage, web_search: WebSearchUsage })
  .openapi('ResponseToolUsage', { description: 'Usage reported by hosted tools, separate from base model `usage`.' });

export const CacheWriteTokensDetails = z
  .looseObject({ ttl_12h_tokens: z.number().int(), ttl_30m_tokens: z.number().int() })
  .openapi('CacheWriteTokensDetails', { description: 'Tokens written to the cache.' });

export const ResponseInputTokensDetails = z
  .looseObject({
    cache_write_tokens: z.number().int().optional(),
    cached_tokens: z.number().int(),
    cache_write_tokens_details: CacheWriteTokensDetails.optional(),
  })
  .openapi('ResponseInputTokensDetails', { description: 'A detailed breakdown of the input tokens.' });

export const ResponseOutputTokensDetails = z
  .looseObject({ reasoning_tokens: z.number().int() })
  .openapi('ResponseOutputTokensDetails', { description: 'A detailed breakdown of the output tokens.' });

export const ResponseUsage = z
  .looseObject({
    input_tokens: z.number().int(),
    input_tokens_details: ResponseInputTokensDetails.optional(),
    output_tokens: z.number().int(),
    output_tokens_details: ResponseOutputTokensDetails.optional(),
    total_tokens: z.number().int(),
  })
  .openapi('ResponseUsage', {
    description:
      'Represents token usage details including input tokens, output tokens, a breakdown of output tokens, and the total tokens used.',
  });
