import { z } from 'zod';
import { c, meta } from '../route.ts';
import { errorResponses } from './error-responses.ts';

export const DetokenizeRequest = z.looseObject({ model: z.string().optional() }).openapi('DetokenizeRequest');
export const DetokenizeResponse = z.looseObject({}).openapi('DetokenizeResponse');

export const detokenize = c.mutation({
  method: 'POST',
  path: '/detokenize',
  summary: 'Turn tokens into a text',
  body: DetokenizeRequest,
  responses: { 200: DetokenizeResponse, ...errorResponses },
  metadata: meta({
    operationId: 'detokenize',
    tag: 'Tokens',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Turn tokens into a text.',
  }),
});
