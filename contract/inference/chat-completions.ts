import { ErrorResponse } from '../error-envelope.ts';
import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { ChatCompletionChunk } from './chat/chunk.ts';
import { ChatCompletion } from './chat/completion.ts';
import { ChatCompletionRequest } from './chat/request.ts';
import { errorResponses } from './error-responses.ts';

export const ChatCompletionEvent = z.union([ChatCompletionChunk, ErrorResponse]).openapi('ChatCompletionEvent', {
  description: 'The next piece of the answer; or, as the last event of a broken stream, what went wrong.',
});

const question = [{ role: 'user', content: 'What is the capital of Japan?' }];

export const chatCompletions = c.mutation({
  method: 'POST',
  path: forwardedPaths.chatCompletions,
  summary: 'Answer a conversation',
  body: ChatCompletionRequest,
  responses: { 200: ChatCompletion, ...errorResponses },
  metadata: meta({
    operationId: 'createChatCompletion',
    tag: 'Chat',
    verb: 'infer',
    forwarded: true,
    events: ChatCompletionEvent,
    streamEnd: '[DONE]',
    requestExamples: {
      short: { model: 'tiny', messages: question },
      streamed: { model: 'tiny', messages: question, stream: true, stream_options: { include_usage: true } },
      tools: {
        model: 'tiny',
        messages: [{ role: 'user', content: 'What is the weather in Paris?' }],
        tools: [
          {
            type: 'function',
            function: {
              name: 'get_weather',
              parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
            },
          },
        ],
        tool_choice: 'auto',
      },
      'json schema': {
        model: 'tiny',
        messages: [{ role: 'user', content: 'A person' }],
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'person', schema: { type: 'object', properties: { age: { type: 'integer' } } } },
        },
      },
    },
    responseExamples: {
      short: {
        id: 'chatcmpl-2CGtqJW3H9lINnKk94zOnjVrdGopLtMy',
        object: 'chat.completion',
        created: 1795226142,
        model: 'tiny',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: 'The capital of Japan is Tokyo.' },
            finish_reason: 'stop',
          },
        ],
        usage: { prompt_tokens: 20, completion_tokens: 13, total_tokens: 33 },
      },
    },
    description:
      'OpenAI’s chat completions. The body goes to the engine of the model as it is, fields that are not listed here ' +
      'included; what they mean is the engine’s to say. With `stream: true` the answer is a stream of events which ' +
      'ends with `[DONE]`; a stream that breaks ends with an error event and without it.',
  }),
});
