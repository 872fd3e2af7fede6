import { z } from '../../zod.ts';

export const ImageTokensDetails = z
  .looseObject({ image_tokens: z.number().int(), text_tokens: z.number().int() })
  .openapi('ImageTokensDetails', { description: 'Tokens by what they stand for: images or text.' });

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
  .openapi('ImageGenerationUsage', { description: 'Tokens that images took.' });

export const WebSearchUsage = z
  .looseObject({ num_requests: z.number().int() })
  .openapi('WebSearchUsage', { description: 'How often the web was searched.' });

export const ResponseToolUsage = z
  .looseObject({ image_gen: ImageGenerationUsage, web_search: WebSearchUsage })
  .openapi('ResponseToolUsage', { description: 'What the hosted tools used; `usage` leaves it out.' });

export const CacheWriteTokensDetails = z
  .looseObject({ ttl_12h_tokens: z.number().int(), ttl_30m_tokens: z.number().int() })
  .openapi('CacheWriteTokensDetails', { description: 'Tokens written to the cache.' });

export const ResponseInputTokensDetails = z
  .looseObject({
    cache_write_tokens: z.number().int().optional(),
    cached_tokens: z.number().int(),
    cache_write_tokens_details: CacheWriteTokensDetails.optional(),
  })
  .openapi('ResponseInputTokensDetails', { description: 'How many of the input’s tokens were cached.' });

export const ResponseOutputTokensDetails = z
  .looseObject({ reasoning_tokens: z.number().int() })
  .openapi('ResponseOutputTokensDetails', { description: 'How many of the output’s tokens were thoughts.' });

export const ResponseUsage = z
  .looseObject({
    input_tokens: z.number().int(),
    input_tokens_details: ResponseInputTokensDetails.optional(),
    output_tokens: z.number().int(),
    output_tokens_details: ResponseOutputTokensDetails.optional(),
    total_tokens: z.number().int(),
  })
  .openapi('ResponseUsage', { description: 'Tokens of the response.' });
