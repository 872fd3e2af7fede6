import { AnthropicErrorResponse, ErrorResponse } from '../error-envelope.ts';

/** What a forwarded route can answer but 200: the gateway's own errors, and the engine's in the same envelope. */
export const errorResponses = {
  400: ErrorResponse,
  401: ErrorResponse,
  403: ErrorResponse,
  404: ErrorResponse,
  413: ErrorResponse,
  415: ErrorResponse,
  500: ErrorResponse,
  501: ErrorResponse,
  502: ErrorResponse,
  503: ErrorResponse,
  504: ErrorResponse,
};

/** The same statuses in Anthropic's shape, for its two routes. */
export const anthropicErrorResponses = {
  400: AnthropicErrorResponse,
  401: AnthropicErrorResponse,
  403: AnthropicErrorResponse,
  404: AnthropicErrorResponse,
  413: AnthropicErrorResponse,
  415: AnthropicErrorResponse,
  500: AnthropicErrorResponse,
  501: AnthropicErrorResponse,
  502: AnthropicErrorResponse,
  503: AnthropicErrorResponse,
  504: AnthropicErrorResponse,
};
