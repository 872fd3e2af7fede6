import { z } from 'zod';
import { c, meta } from '../route.ts';
import { errorResponses } from './error-responses.ts';

export const ResponseRequest = z.looseObject({ model: z.string().optional() }).openapi('ResponseRequest');
export const Response = z.looseObject({}).openapi('Response');

export const responses = c.mutation({
  method: 'POST',
  path: '/v1/responses',
  summary: 'Create a response',
  body: ResponseRequest,
  responses: { 200: Response, ...errorResponses },
  metadata: meta({
    operationId: 'createResponse',
    tag: 'Responses',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Create a response.',
    events: z.looseObject({}),
  }),
});
