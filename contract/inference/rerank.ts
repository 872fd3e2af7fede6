import { z } from 'zod';
import { c, meta } from '../route.ts';
import { errorResponses } from './error-responses.ts';

export const RerankRequest = z.looseObject({ model: z.string().optional() }).openapi('RerankRequest');
export const RerankResponse = z.looseObject({}).openapi('RerankResponse');

export const rerank = c.mutation({
  method: 'POST',
  path: '/v1/rerank',
  summary: 'Order documents by relevance',
  body: RerankRequest,
  responses: { 200: RerankResponse, ...errorResponses },
  metadata: meta({
    operationId: 'rerank',
    tag: 'Rerank',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Order documents by relevance.',
  }),
});
