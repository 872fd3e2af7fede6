import { z } from 'zod';
import { c, meta } from '../route.ts';
import { anthropicErrorResponses } from './error-responses.ts';

export const CountTokensRequest = z.looseObject({ model: z.string().optional() }).openapi('CountTokensRequest');
export const TokenCount = z.looseObject({}).openapi('TokenCount');

export const countTokens = c.mutation({
  method: 'POST',
  path: '/v1/messages/count_tokens',
  summary: 'Count the tokens of a message',
  body: CountTokensRequest,
  responses: { 200: TokenCount, ...anthropicErrorResponses },
  metadata: meta({
    operationId: 'countMessageTokens',
    tag: 'Messages',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Count the tokens of a message.',
  }),
});
