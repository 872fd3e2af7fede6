import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { anthropicErrorResponses } from './error-responses.ts';
import { MessageEvent } from './messages/events.ts';
import { Message } from './messages/message.ts';
import { MessageRequest } from './messages/request.ts';

export const messages = c.mutation({
  method: 'POST',
  path: forwardedPaths.messages,
  summary: 'Answer a conversation, in Anthropic’s shape',
  body: MessageRequest,
  responses: { 200: Message, ...anthropicErrorResponses },
  metadata: meta({
    operationId: 'createMessage',
    tag: 'Messages',
    verb: 'infer',
    forwarded: true,
    events: MessageEvent,
    requestExamples: {
      short: { model: 'tiny', max_tokens: 64, messages: [{ role: 'user', content: 'What is the capital of Japan?' }] },
      streamed: {
        model: 'tiny',
        max_tokens: 64,
        system: 'Answer in one sentence.',
        messages: [{ role: 'user', content: [{ type: 'text', text: 'What is the capital of Japan?' }] }],
        stream: true,
      },
    },
    responseExamples: {
      short: {
        id: 'msg_436f0dbc1db9450ea3bf90c094bae64b',
        type: 'message',
        role: 'assistant',
        model: 'tiny',
        content: [{ type: 'text', text: 'The capital of Japan is Tokyo.' }],
        stop_reason: 'end_turn',
        stop_sequence: null,
        usage: { input_tokens: 20, output_tokens: 13 },
      },
    },
    description:
      'Anthropic’s messages, for engines that speak them. Errors are in Anthropic’s shape too. A stream ends with ' +
      '`message_stop`; one that breaks ends with an `error` event.',
  }),
});
