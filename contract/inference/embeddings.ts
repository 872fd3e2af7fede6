import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { errorResponses } from './error-responses.ts';

export const EmbeddingRequest = z
  .looseObject({
    input: z.union([z.string(), z.array(z.string()), z.array(z.number().int()), z.array(z.array(z.number().int()))]),
    model: z.string(),
    dimensions: z.number().int().optional(),
    encoding_format: z.enum(['float', 'base64']).optional(),
    user: z.string().optional(),
    truncate_prompt_tokens: z.number().int().nullish().openapi({ description: 'Keep only the last n tokens. vLLM.' }),
    embd_normalize: z.number().int().nullish().openapi({ description: '-1: not at all, 2: Euclidean. llama.cpp.' }),
    lora_path: z.string().nullish().openapi({ description: 'Name of the LoRA adapter. SGLang.' }),
  })
  .openapi('EmbeddingRequest', { description: 'Texts or tokens to turn into vectors.' });

export const Embedding = z
  .looseObject({
    embedding: z
      .union([z.array(z.number()), z.string()])
      .openapi({ description: 'A string where `encoding_format` is `base64`: little-endian 32-bit floats.' }),
    index: z.number().int(),
    object: z.literal('embedding'),
  })
  .openapi('Embedding', { description: 'The vector of one input.' });

export const EmbeddingUsage = z
  .looseObject({ prompt_tokens: z.number().int(), total_tokens: z.number().int() })
  .openapi('EmbeddingUsage', { description: 'Tokens of the inputs.' });

export const EmbeddingResponse = z
  .looseObject({ data: z.array(Embedding), model: z.string(), object: z.literal('list'), usage: EmbeddingUsage })
  .openapi('EmbeddingResponse', { description: 'The vectors, in the order of the inputs.' });

export const embeddings = c.mutation({
  method: 'POST',
  path: forwardedPaths.embeddings,
  summary: 'Turn texts into vectors',
  body: EmbeddingRequest,
  responses: { 200: EmbeddingResponse, ...errorResponses },
  metadata: meta({
    operationId: 'createEmbedding',
    tag: 'Embeddings',
    verb: 'infer',
    forwarded: true,
    requestExamples: {
      one: { model: 'tiny-embed', input: 'Hello' },
      several: { model: 'tiny-embed', input: ['Hello', 'there'], encoding_format: 'base64' },
    },
    responseExamples: {
      one: {
        object: 'list',
        model: 'tiny-embed',
        data: [{ object: 'embedding', index: 0, embedding: [-0.15623, 0.00732, -0.03709] }],
        usage: { prompt_tokens: 3, total_tokens: 3 },
      },
    },
    description: 'OpenAI’s embeddings. An engine that was not started for embeddings answers 501 or 404.',
  }),
});
