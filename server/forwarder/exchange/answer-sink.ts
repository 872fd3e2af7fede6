/** Where an engine's answer goes: one kind for each way of answering. */
import type { AppError } from '../../platform/errors.ts';

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

/** Headers that belong to the connection with the engine, and those that we set ourselves. */
const notForwarded = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'proxy-authenticate',
  'proxy-connection',
  'x-request-id',
  'x-roundhouse-source',
]);

export const ownHeaders = (requestId: string): string[] => ['x-request-id', requestId, 'x-roundhouse-source', 'engine'];

/** The engine's headers as they go to the client, and its content type (empty: none). */
export function clientHeaders(
  raw: readonly Buffer[],
  requestId: string,
): { readonly headers: string[]; readonly contentType: string } {
  const headers = ownHeaders(requestId);
  let contentType = '';
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] as Buffer).toString('latin1');
    const lower = name.toLowerCase();
    if (notForwarded.has(lower)) continue;
    const value = (raw[i + 1] as Buffer).toString('latin1');
    if (lower === 'content-type') contentType = value;
    headers.push(name, value);
  }
  return { headers, contentType };
}

export const isEventStream = (contentType: string): boolean => contentType.startsWith('text/event-stream');
