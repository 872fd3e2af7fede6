/**
 * What `roundhouse forward` serves, apart from the extra routes that its file names: those are the engine's own. A router
 * of its own, because the gateway serves none of it.
 */
import { ErrorResponse } from './error-envelope.ts';
import { c, meta } from './route.ts';
import { z } from './zod.ts';

export const ForwardedBody = z
  .looseObject({
    args: z.unknown().optional().openapi({
      description: 'What the engine gets, as it stands. Without it (or with null) the engine gets the whole body.',
    }),
  })
  .openapi('ForwardedBody', {
    description:
      'Any JSON. Where `model_engine_unwrap` is false, the engine gets the whole body. `serialize_results_as_string` ' +
      'in `args` stands over the setting of that name, for this request.',
  });

export const ForwardedResult = z
  .looseObject({
    result: z.unknown().openapi({
      description: "The engine's JSON answer; where `serialize_results_as_string` is set, a string that holds it.",
    }),
    status_code: z
      .number()
      .int()
      .optional()
      .openapi({ description: "The engine's status, where `forward_http_status_in_body` is set." }),
  })
  .openapi('ForwardedResult', {
    description: "The engine's answer, wrapped. With `wrap_response: false` it is the engine's own body instead.",
  });

const ForwardedEvent = z.union([ForwardedResult, ErrorResponse]).openapi('ForwardedEvent', {
  description:
    "One of the engine's events, wrapped; its `result` is a string where the event's data is not JSON, as `[DONE]`. " +
    'Or, as the last event of a broken stream, what went wrong.',
});

const ForwardedError = z.union([ErrorResponse, ForwardedResult]).openapi('ForwardedError', {
  description: "The forwarder's own error, or, under `forward_http_status`, the engine's error answer, wrapped.",
});

const ownErrors = {
  413: ErrorResponse,
  415: ErrorResponse,
  429: ErrorResponse,
  502: ErrorResponse,
  503: ErrorResponse,
  504: ErrorResponse,
};

const Ok = z.literal('OK').openapi('ForwarderOk', { description: 'All is well.' });

export const forwarderContract = c.router(
  {
    predict: {
      method: 'POST',
      path: '/predict',
      summary: 'One answer to one request',
      body: ForwardedBody,
      responses: { 200: ForwardedResult, 400: ForwardedError, 404: ForwardedError, 500: ForwardedError, ...ownErrors },
      metadata: meta({
        operationId: 'predict',
        tag: 'Forwarder',
        verb: 'public',
        forwarded: true,
        events: ForwardedEvent,
        description:
          'Goes to `forwarder.sync.predict_route` of the engine. Under `forward_http_status` the answer has the ' +
          "engine's status, whichever that is; else it has 200. With `stream: true` in `args` it is answered as `/stream` is, " +
          'where there is a section for that.',
        requestExamples: { wrapped: { args: { prompt: 'Hello' } } },
        responseExamples: { serialized: { result: '{"text":"Hello to you"}' } },
      }),
    },
    stream: {
      method: 'POST',
      path: '/stream',
      summary: 'A stream of events',
      body: ForwardedBody,
      responses: {
        200: c.otherResponse({ contentType: 'text/event-stream', body: ForwardedEvent }),
        400: ErrorResponse,
        404: ErrorResponse,
        500: ErrorResponse,
        ...ownErrors,
      },
      metadata: meta({
        operationId: 'stream',
        tag: 'Forwarder',
        verb: 'public',
        forwarded: true,
        events: ForwardedEvent,
        description:
          "Goes to `forwarder.stream.predict_route` of the engine. An engine's error before its first event is " +
          'answered under its own status (`forward_http_status`).',
        requestExamples: { wrapped: { args: { prompt: 'Hello' } } },
        responseExamples: { event: { result: { text: 'Hello' } } },
      }),
    },
    healthz: {
      method: 'GET',
      path: '/healthz',
      summary: 'Is the forwarder alive?',
      responses: { 200: Ok, 400: ErrorResponse },
      metadata: meta({
        operationId: 'getHealthz',
        tag: 'Operations',
        verb: 'public',
        description: 'Answers as long as the process can. It says nothing about the engine.',
        responseExamples: { ok: 'OK' },
      }),
    },
    readyz: {
      method: 'GET',
      path: '/readyz',
      summary: 'Should requests be sent here?',
      responses: { 200: Ok, 400: ErrorResponse, 503: ErrorResponse },
      metadata: meta({
        operationId: 'getReadyz',
        tag: 'Operations',
        verb: 'public',
        description:
          '503 until the healthchecks of both sections have been answered with 200, and when the forwarder shuts down.',
        responseExamples: { ok: 'OK' },
      }),
    },
  },
  { strictStatusCodes: true },
);
