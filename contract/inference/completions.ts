import { z } from 'zod';
import { c, meta } from '../route.ts';
import { errorResponses } from './error-responses.ts';

export const CompletionRequest = z.looseObject({ model: z.string().optional() }).openapi('CompletionRequest');
export const Completion = z.looseObject({}).openapi('Completion');

export const completions = c.mutation({
  method: 'POST',
  path: '/v1/completions',
  summary: 'Continue a text',
  body: CompletionRequest,
  responses: { 200: Completion, ...errorResponses },
  metadata: meta({
    operationId: 'createCompletion',
    tag: 'Completions',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Continue a text.',
    events: z.looseObject({}),
    streamEnd: '[DONE]',
  }),
});
