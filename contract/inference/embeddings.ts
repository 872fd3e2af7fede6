import { z } from 'zod';
import { c, meta } from '../route.ts';
import { errorResponses } from './error-responses.ts';

export const EmbeddingRequest = z.looseObject({ model: z.string().optional() }).openapi('EmbeddingRequest');
export const EmbeddingList = z.looseObject({}).openapi('EmbeddingList');

export const embeddings = c.mutation({
  method: 'POST',
  path: '/v1/embeddings',
  summary: 'Embed texts',
  body: EmbeddingRequest,
  responses: { 200: EmbeddingList, ...errorResponses },
  metadata: meta({
    operationId: 'createEmbedding',
    tag: 'Embeddings',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Embed texts.',
  }),
});
