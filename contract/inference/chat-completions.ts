import { z } from 'zod';
import { c, meta } from '../route.ts';
import { errorResponses } from './error-responses.ts';

export const ChatCompletionRequest = z.looseObject({ model: z.string().optional() }).openapi('ChatCompletionRequest');
export const ChatCompletion = z.looseObject({}).openapi('ChatCompletion');

export const chatCompletions = c.mutation({
  method: 'POST',
  path: '/v1/chat/completions',
  summary: 'Answer a conversation',
  body: ChatCompletionRequest,
  responses: { 200: ChatCompletion, ...errorResponses },
  metadata: meta({
    operationId: 'createChatCompletion',
    tag: 'Chat',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Answer a conversation.',
    events: z.looseObject({}),
    streamEnd: '[DONE]',
  }),
});
