/**
 * Small HTTP exchanges off the hot path, on a connection of their own each: a health check must not be the one who finds
 * that a kept connection has died. By Node's own client: the small programs need not carry another one.
 */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface HttpCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** The answer is cut off (an error) beyond this. */
  readonly maxBytes?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** Throws what Node's client throws (`code`), and a `TimeoutError` when the time is over. */
export async function httpCall(url: string, call: HttpCall): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
  try {
    const answer = await openHttp(url, call, signal);
    return { status: answer.statusCode as number, body: await readAll(answer, call.maxBytes ?? 8 * 1024 * 1024) };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

/** The answer as soon as its head is there; its body is for the caller to read or to destroy. */
export function openHttp(
  url: string,
  { method = 'GET', headers, json }: Pick<HttpCall, 'method' | 'headers' | 'json'>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const body = json === undefined ? null : Buffer.from(JSON.stringify(json));
  const entity = body === null ? {} : { 'content-type': 'application/json', 'content-length': body.length };
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...headers, ...entity }, agent: false, signal }, resolve);
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}

async function readAll(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`answer larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
