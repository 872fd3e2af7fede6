import { type ErrorCode as Code, errorCodes } from './errors.ts';
import { z } from './zod.ts';

const codeNames = Object.keys(errorCodes) as [Code, ...Code[]];

const codeTable = codeNames
  .map((code) => {
    const { status, meaning, retryable } = errorCodes[code];
    return `- \`${code}\` (${status}${retryable ? ', may be retried' : ''}): ${meaning}`;
  })
  .join('\n');

export const ErrorCode = z.enum(codeNames).openapi('ErrorCode', {
  description: `The gateway's own error codes:\n\n${codeTable}`,
});

const requestId = z.string().openapi({
  description: 'The same as the header `x-request-id`; quote it when you report a fault.',
  example: 'req_01JD8Z4T2N9Q',
});

/** OpenAI's error object. Loose: a code may bring fields of its own, as `n_prompt_tokens` and `n_ctx`. */
export const ErrorObject = z
  .looseObject({
    message: z.string().openapi({ description: 'What was wrong, with the name of the value, and what to do.' }),
    type: z.string().openapi({ description: 'A class of errors, as OpenAI names them.' }),
    code: z.union([ErrorCode, z.string(), z.null()]).openapi({
      description: "One of the gateway's codes, or the engine's own word where the error is the engine's.",
    }),
    param: z.union([z.string(), z.null()]).openapi({ description: 'The field, parameter or header that was wrong.' }),
    engine: z.unknown().optional().openapi({
      description: "The engine's own body, where it was not an error object of this shape.",
    }),
  })
  .openapi('ErrorObject', { description: 'What went wrong, in OpenAI’s words.' });

export const ErrorResponse = z.looseObject({ error: ErrorObject, request_id: requestId }).openapi('ErrorResponse', {
  description: 'The error envelope. The header `x-roundhouse-source` says whose error it is: `gateway` or `engine`.',
  example: {
    error: {
      message: 'The model "tyni" does not exist. Near names: tiny.',
      type: 'not_found_error',
      code: 'model_not_found',
      param: 'model',
    },
    request_id: 'req_01JD8Z4T2N9Q',
  },
});

/** Anthropic's error shape, on its two routes only. `code` and `engine` are the same as in `ErrorResponse`. */
export const AnthropicErrorResponse = z
  .looseObject({
    type: z.literal('error'),
    error: z
      .looseObject({
        type: z.string().openapi({ description: 'As Anthropic names them, e.g. `not_found_error`.' }),
        message: z.string(),
        code: z.union([ErrorCode, z.string(), z.null()]).optional().openapi({ description: 'As in `ErrorObject`.' }),
        engine: z.unknown().optional().openapi({ description: 'As in `ErrorObject`.' }),
      })
      .openapi('AnthropicErrorObject', { description: 'What went wrong, in Anthropic’s words.' }),
    request_id: requestId,
  })
  .openapi('AnthropicErrorResponse', {
    description: "Anthropic's error envelope.",
    example: {
      type: 'error',
      error: {
        type: 'not_found_error',
        message: 'The model "tyni" does not exist. Near names: tiny.',
        code: 'model_not_found',
      },
      request_id: 'req_01JD8Z4T2N9Q',
    },
  });
