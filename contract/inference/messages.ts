import { z } from 'zod';
import { c, meta } from '../route.ts';
import { anthropicErrorResponses } from './error-responses.ts';

export const MessageRequest = z.looseObject({ model: z.string().optional() }).openapi('MessageRequest');
export const Message = z.looseObject({}).openapi('Message');

export const messages = c.mutation({
  method: 'POST',
  path: '/v1/messages',
  summary: 'Create a message',
  body: MessageRequest,
  responses: { 200: Message, ...anthropicErrorResponses },
  metadata: meta({
    operationId: 'createMessage',
    tag: 'Messages',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny' } },
    description: 'Create a message.',
    events: z.looseObject({}),
  }),
});
