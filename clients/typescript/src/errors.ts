/** What an error answer said, whichever of the two shapes it has: OpenAI's or Anthropic's. */
export interface ErrorDetails {
  readonly message: string;
  /** HTTP status; null where the error came inside a stream that had begun with 200. */
  readonly status: number | null;
  /** One of the gateway's codes, or the engine's own; null where the answer names none. */
  readonly code: string | null;
  readonly type: string | null;
  /** The field, parameter or header that was wrong. */
  readonly param: string | null;
  /** Quote it when you report a fault: it finds the request in the gateway's log. */
  readonly requestId: string | null;
  /** The answer as it was, parsed if it was JSON. */
  readonly body: unknown;
}

/** Every error that the gateway or an engine answers with. */
export class RoundhouseError extends Error implements ErrorDetails {
  readonly status: number | null;
  readonly code: string | null;
  readonly type: string | null;
  readonly param: string | null;
  readonly requestId: string | null;
  readonly body: unknown;

  constructor(details: ErrorDetails) {
    super(details.message);
    this.name = new.target.name;
    this.status = details.status;
    this.code = details.code;
    this.type = details.type;
    this.param = details.param;
    this.requestId = details.requestId;
    this.body = details.body;
  }
}

/** 400 and the other 4xx that have no class of their own: the request must be changed. */
export class BadRequestError extends RoundhouseError {}
/** 401: no API key, or one that is not known. */
export class AuthenticationError extends RoundhouseError {}
/** 403: the API key may not do this. */
export class PermissionDeniedError extends RoundhouseError {}
/** 404: no such model, engine or route. */
export class NotFoundError extends RoundhouseError {}
/** 409: in conflict with what runs now. */
export class ConflictError extends RoundhouseError {}
/** 429: too many requests. */
export class RateLimitError extends RoundhouseError {}
/** 503: queue full, waited too long, shutting down: try again after `retry-after`. */
export class UnavailableError extends RoundhouseError {}
/** 500 and the other 5xx: the gateway or the engine failed. */
export class ServerError extends RoundhouseError {}
/** An error event inside a stream that had begun well. */
export class StreamError extends RoundhouseError {}

/** A stream ended before its end was announced: what came is not whole. */
export class StreamTruncatedError extends Error {
  readonly requestId: string | null;

  constructor(requestId: string | null) {
    super('the stream ended before its end: what came is not the whole answer');
    this.name = 'StreamTruncatedError';
    this.requestId = requestId;
  }
}

const classes: Readonly<Record<number, new (details: ErrorDetails) => RoundhouseError>> = {
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
  503: UnavailableError,
};

/** The error for an answer with a status of 400 or more. */
export function errorFromBody(status: number, body: unknown, requestId: string | null): RoundhouseError {
  const ErrorClass = classes[status] ?? (status >= 500 ? ServerError : BadRequestError);
  return new ErrorClass(detailsOf(status, body, requestId));
}

/** The error for an error event. */
export function errorFromEvent(data: unknown, requestId: string | null): StreamError {
  return new StreamError(detailsOf(null, data, requestId));
}

/** `{error: {…}, request_id}`, Anthropic's `{type: 'error', error: {…}, request_id}`, or the fields without envelope. */
function detailsOf(status: number | null, body: unknown, requestId: string | null): ErrorDetails {
  const envelope = asRecord(body);
  const error = asRecord(envelope['error'] ?? body);
  const fallback = typeof body === 'string' && body !== '' ? body.slice(0, 500) : `status ${status ?? 'unknown'}`;
  return {
    message: text(error['message']) ?? fallback,
    status,
    code: text(error['code']),
    type: text(error['type']),
    param: text(error['param']),
    requestId: text(envelope['request_id']) ?? requestId,
    body,
  };
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
