/** Where an engine's answer goes: one kind for each way of answering. */
import type { AppError } from '../../platform/errors.ts';
import { copyAnswerHeaders } from '../../platform/web/answer-headers.ts';

export interface AnswerSink {
  /** Bytes that have gone to the client. */
  readonly bytesOut: number;
  /** `headers`: names and values in turn. Throws what the client must be told, before anything has been sent. */
  begin(status: number, headers: readonly Buffer[]): void;
  /** false: wait for `drain` of the response. Throws AppError. */
  write(chunk: Buffer): boolean;
  /** The engine's answer is whole. Throws AppError where it cannot be passed on. */
  end(): void;
  /** The answer broke off after something was sent. Never a silent end. */
  breakOff(error: AppError): void;
}

export const ownHeaders = (requestId: string): string[] => ['x-request-id', requestId, 'x-roundhouse-source', 'engine'];

/** The engine's headers as they go to the client, and its content type (empty: none). */
export function clientHeaders(
  raw: readonly Buffer[],
  requestId: string,
): { readonly headers: string[]; readonly contentType: string } {
  const headers = ownHeaders(requestId);
  const contentType = copyAnswerHeaders(raw, headers);
  return { headers, contentType };
}
