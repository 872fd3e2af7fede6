import { type Dispatcher, request } from 'undici';

export interface HttpCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** The answer is cut off (an error) beyond this. */
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** One small HTTP exchange off the hot path: health checks, token counts. Throws what undici throws. */
export async function httpCall(url: string, call: HttpCall): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
  const headers = { ...call.headers, ...(call.json === undefined ? {} : { 'content-type': 'application/json' }) };
  const answer = await request(url, {
    method: call.method ?? 'GET',
    headers,
    body: call.json === undefined ? null : JSON.stringify(call.json),
    signal,
    // A health check must not be the one who finds that a pooled connection has died.
    reset: true,
  });
  return { status: answer.statusCode, body: await readAll(answer.body, call.maxBytes ?? 8 * 1024 * 1024) };
}

async function readAll(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`answer larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
