/** Bodies in, answers out. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, type JsonObject } from './fields.ts';
import { invalid, RequestError } from './request-error.ts';

const bodyBytesMax = 32 * 1024 * 1024;

/** The JSON object in the body. Throws RequestError: 400 where it is none, 413 beyond 32 MB. */
export async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  const value = parse(Buffer.concat(chunks).toString());
  if (!isObject(value)) throw invalid(null, 'The body must be a JSON object.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would quote the body.
    throw new RequestError(400, {
      message: 'The body is not valid JSON.',
      type: 'invalid_request_error',
      code: 'invalid_json',
      param: null,
    });
  }
}

function tooLarge(): RequestError {
  const message = 'The body is larger than 32 MB.';
  const error = { message, type: 'invalid_request_error', code: 'body_too_large', param: null };
  // The rest of the body is not read, so the connection cannot be used again.
  return new RequestError(413, error, { connection: 'close' });
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** Server-sent events: each one is written at once, and a slow reader is waited for. */
export interface EventStream {
  send(event: unknown): Promise<void>;
  /** `[DONE]`, then the end. */
  done(): void;
}

export function openEventStream(response: ServerResponse, signal: AbortSignal): EventStream {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.socket?.setNoDelay(true);
  return {
    async send(event) {
      if (signal.aborted || response.write(`data: ${JSON.stringify(event)}\n\n`)) return;
      await once(response, 'drain', { signal });
    },
    done: () => void response.end('data: [DONE]\n\n'),
  };
}

/** Answers with the error; within a stream that has begun, as its last event, without `[DONE]`. */
export function sendError(response: ServerResponse, error: unknown): void {
  // The client has left: nobody is there to be told.
  if (response.destroyed || response.writableEnded) return;
  const known = error instanceof RequestError ? error : unexpected(error);
  if (!response.headersSent) return sendJson(response, known.status, { error: known.error }, known.headers);
  response.end(`data: ${JSON.stringify({ error: known.error })}\n\n`);
}

function unexpected(error: unknown): RequestError {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const message = 'The embedded engine failed; its log says why.';
  return new RequestError(500, { message, type: 'server_error', code: 'internal_error', param: null });
}
