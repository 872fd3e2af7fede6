import { z } from 'zod';
import { c, meta } from '../route.ts';
import { errorResponses } from './error-responses.ts';

export const TokenizeRequest = z.looseObject({ model: z.string().optional() }).openapi('TokenizeRequest');
export const TokenizeResponse = z.looseObject({}).openapi('TokenizeResponse');

export const tokenize = c.mutation({
  method: 'POST',
  path: '/tokenize',
  summary: 'Turn a text into tokens',
  body: TokenizeRequest,
  responses: { 200: TokenizeResponse, ...errorResponses },
  metadata: meta({
    operationId: 'tokenize',
    tag: 'Tokens',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Turn a text into tokens.',
  }),
});
