import { ErrorResponse } from '../error-envelope.ts';
import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { errorResponses } from './error-responses.ts';
import { ReasoningPartAddedEvent, ReasoningPartDoneEvent } from './responses/events/engine-events.ts';
import { ResponseStreamEvent } from './responses/events/event.ts';
import { ResponseRequest } from './responses/request.ts';
import { ResponseObject } from './responses/response.ts';

export const ResponseEvent = z
  .union([ResponseStreamEvent, ReasoningPartAddedEvent, ReasoningPartDoneEvent, ErrorResponse])
  .openapi('ResponseEvent', {
    description: 'One step of the response; or, as the last event of a broken stream, what went wrong.',
  });

export const responses = c.mutation({
  method: 'POST',
  path: forwardedPaths.responses,
  summary: 'Create a response',
  body: ResponseRequest,
  responses: { 200: ResponseObject, ...errorResponses },
  metadata: meta({
    operationId: 'createResponse',
    tag: 'Responses',
    verb: 'infer',
    forwarded: true,
    events: ResponseEvent,
    requestExamples: {
      short: { model: 'tiny', input: 'What is the capital of Japan?' },
      messages: {
        model: 'tiny',
        instructions: 'Answer in one sentence.',
        input: [{ role: 'user', content: [{ type: 'input_text', text: 'What is the capital of Japan?' }] }],
        max_output_tokens: 24,
        stream: true,
      },
      tool: {
        model: 'tiny',
        input: 'What is the weather in Paris?',
        tools: [
          {
            type: 'function',
            name: 'get_weather',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
            strict: false,
          },
        ],
      },
    },
    responseExamples: {
      short: {
        id: 'resp_dmGEDOkFSvP9OBzOtZFPYodn7eEhDG5c',
        object: 'response',
        created_at: 1795226147,
        model: 'tiny',
        status: 'completed',
        output: [
          {
            id: 'msg_3O3MIMeob7vyoI3ia4eeRzxEDs4OxTnI',
            type: 'message',
            role: 'assistant',
            status: 'completed',
            content: [{ type: 'output_text', text: 'The capital of Japan is Tokyo.', annotations: [], logprobs: [] }],
          },
        ],
        usage: { input_tokens: 20, output_tokens: 13, total_tokens: 33, input_tokens_details: { cached_tokens: 0 } },
      },
    },
    description:
      'OpenAI’s responses, as far as the engine has them: those that we know keep no state, so ' +
      '`previous_response_id`, `background` and the hosted tools work with few or none. Streams end with ' +
      '`response.completed`, not with `[DONE]`.',
  }),
});
