import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { anthropicErrorResponses } from './error-responses.ts';
import { CountTokensRequest } from './messages/request.ts';

export const TokenCount = z
  .looseObject({ input_tokens: z.number().int() })
  .openapi('TokenCount', { description: 'Tokens of the conversation as the model would see it, template included.' });

export const countTokens = c.mutation({
  method: 'POST',
  path: forwardedPaths.countTokens,
  summary: 'Count the tokens of a conversation',
  body: CountTokensRequest,
  responses: { 200: TokenCount, ...anthropicErrorResponses },
  metadata: meta({
    operationId: 'countMessageTokens',
    tag: 'Messages',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny', messages: [{ role: 'user', content: 'hi' }] } },
    responseExamples: { short: { input_tokens: 31 } },
    description: 'Counts what `/v1/messages` would send to the model, and generates nothing.',
  }),
});
