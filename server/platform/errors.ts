import type { ErrorCode } from '../../contract/errors.ts';

export interface AppErrorDetails {
  /** The field, parameter or header that was wrong, as OpenAI's `error.param`. */
  readonly param?: string;
  /** Seconds for the header `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Methods for the header `Allow`. */
  readonly allow?: readonly string[];
  /** Further headers of the answer: flat `[name, value, …]`, ASCII. */
  readonly headers?: readonly string[];
  /** Further fields of the error object on the wire, snake_case, JSON values only, never a secret. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * The one error class of the product. The message is shown to the caller: it names the value that was wrong and says
 * what to do, and it never holds a secret, a prompt or an answer.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: AppErrorDetails;

  constructor(code: ErrorCode, message: string, details: AppErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}
