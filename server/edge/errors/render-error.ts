/** The one place where errors become bytes: OpenAI's envelope, or Anthropic's on its own routes. */
import { errorCodes } from '../../../contract/errors.ts';
import type { ErrorRenderer, ErrorShape, RenderedError } from '../../inference/ports.ts';
import type { AppError } from '../../platform/errors.ts';

/** https://docs.anthropic.com/en/api/errors */
const anthropicTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
};

const anthropicType = (status: number): string =>
  anthropicTypes[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');

/** The body of an error that the gateway answers itself. */
export function errorBody(error: AppError, shape: ErrorShape, requestId: string): object {
  const { status, type } = errorCodes[error.code];
  const { param, fields } = error.details;
  if (shape === 'anthropic')
    return {
      type: 'error',
      error: { type: anthropicType(status), message: error.message, code: error.code },
      request_id: requestId,
    };
  return {
    error: { message: error.message, type, code: error.code, param: param ?? null, ...fields },
    request_id: requestId,
  };
}

export function errorHeaders(error: AppError, requestId: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'x-request-id': requestId,
    'x-roundhouse-source': 'gateway',
  };
  const { retryAfterSeconds, allow } = error.details;
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfterSeconds)));
  if (allow !== undefined) headers['allow'] = allow.join(', ');
  const further = error.details.headers ?? [];
  for (let i = 0; i < further.length; i += 2) headers[further[i] as string] = further[i + 1] as string;
  if (errorStatus(error) === 401) headers['www-authenticate'] = 'Bearer';
  return headers;
}

export const errorStatus = (error: AppError): number => errorCodes[error.code].status;

function rendered(status: number, headers: Record<string, string>, body: object): RenderedError {
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    status,
    headers: Object.entries({ ...headers, 'content-length': String(bytes.length) }).flat(),
    body: bytes,
  };
}

export const errorRenderer: ErrorRenderer = {
  gateway: (error, shape, requestId) =>
    rendered(errorStatus(error), errorHeaders(error, requestId), errorBody(error, shape, requestId)),
  engine({ status, error }, shape, requestId) {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': requestId,
      'x-roundhouse-source': 'engine',
    };
    if (shape === 'openai') return rendered(status, headers, { error, request_id: requestId });
    const { message, code, engine } = error;
    const inner = { type: anthropicType(status), message, code, ...(engine === undefined ? {} : { engine }) };
    return rendered(status, headers, { type: 'error', error: inner, request_id: requestId });
  },
  event(error, shape, requestId) {
    const data = JSON.stringify(errorBody(error, shape, requestId));
    return shape === 'anthropic' ? `event: error\ndata: ${data}\n\n` : `data: ${data}\n\n`;
  },
};
