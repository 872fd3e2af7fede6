import type { RoundhouseClient } from './client.ts';
import { errorFromBody, errorFromEvent, StreamError, StreamTruncatedError } from './errors.ts';
import { streams } from './generated/streams.ts';
import { sseMessages } from './sse-messages.ts';
import type { StreamArguments, StreamEvent, StreamPath } from './stream-types.ts';

interface LooseInit {
  readonly body?: object;
  readonly params?: { readonly path?: object; readonly query?: object };
  readonly signal?: AbortSignal | null;
}

/** A call of the client whose path is known at run time only. */
type LooseRequest = (
  method: string,
  path: string,
  init: object,
) => Promise<{ data?: ReadableStream<Uint8Array> | null; error?: unknown; response: Response }>;

/** Events that end a stream which has no end of its own beside them. */
const lastEvents: Readonly<Record<string, readonly string[]>> = {
  '/v1/messages': ['message_stop'],
  '/v1/responses': ['response.completed', 'response.failed', 'response.incomplete'],
};

/**
 * Asks a route for an event stream and yields its events, typed by the path:
 * `for await (const chunk of stream(client, '/v1/chat/completions', { body, signal }))`.
 *
 * Leaving the loop aborts the request, so that the engine stops. Throws a `RoundhouseError` where the answer or an
 * event is an error, `StreamTruncatedError` where the stream ends before its end, and what `fetch` throws otherwise
 * (the reason of `signal` after an abort).
 */
export async function* stream<Path extends StreamPath>(
  client: RoundhouseClient,
  path: Path,
  ...[init]: StreamArguments<Path>
): AsyncGenerator<StreamEvent<Path>, void, undefined> {
  const left = new AbortController();
  const options = (init ?? {}) as LooseInit;
  const signal = options.signal ? AbortSignal.any([options.signal, left.signal]) : left.signal;
  try {
    const { body, requestId } = await open(client, path, options, signal);
    yield* events<StreamEvent<Path>>(path, body, requestId);
  } finally {
    left.abort();
  }
}

async function open(
  client: RoundhouseClient,
  path: StreamPath,
  options: LooseInit,
  signal: AbortSignal,
): Promise<{ body: ReadableStream<Uint8Array>; requestId: string | null }> {
  const { method, turnOn } = streams[path];
  const init = { ...withStreamOn(options, turnOn), signal, parseAs: 'stream' };
  const { data, error, response } = await (client.request as unknown as LooseRequest)(method, path, init);
  const requestId = response.headers.get('x-request-id');
  if (!response.ok) throw errorFromBody(response.status, error, requestId);
  const type = response.headers.get('content-type') ?? 'nothing';
  if (!data || !type.startsWith('text/event-stream')) {
    const message = `${path} was asked for an event stream and answered ${type}`;
    throw new StreamError({
      message,
      status: response.status,
      code: null,
      type: null,
      param: null,
      requestId,
      body: null,
    });
  }
  return { body: data, requestId };
}

function withStreamOn(options: LooseInit, turnOn: 'body.stream' | 'query.follow' | null): LooseInit {
  if (turnOn === 'body.stream') return { ...options, body: { ...options.body, stream: true } };
  if (turnOn === null) return options;
  return { ...options, params: { ...options.params, query: { ...options.params?.query, follow: true } } };
}

async function* events<Event>(
  path: StreamPath,
  body: ReadableStream<Uint8Array>,
  requestId: string | null,
): AsyncGenerator<Event, void, undefined> {
  const end: string | null = streams[path].end;
  const last = lastEvents[path] ?? [];
  for await (const { event, data } of sseMessages(body)) {
    // An engine may send OpenAI's end mark where the spec does not promise it.
    if (data === end || data === '[DONE]') return;
    const value: unknown = parse(data, requestId);
    if (isError(event, value)) throw errorFromEvent(value, requestId);
    yield value as Event;
    if (last.includes(typeOf(value) ?? event ?? '')) return;
  }
  if (end !== null || last.length > 0) throw new StreamTruncatedError(requestId);
}

function parse(data: string, requestId: string | null): unknown {
  try {
    return JSON.parse(data);
  } catch {
    const message = 'an event of the stream is not JSON';
    throw new StreamError({ message, status: null, code: null, type: null, param: null, requestId, body: data });
  }
}

/** OpenAI's `{error}`, Anthropic's `event: error` and the Responses' `{type: 'error'}`. */
function isError(event: string | undefined, value: unknown): boolean {
  if (event === 'error' || typeOf(value) === 'error') return true;
  const error = typeof value === 'object' && value !== null ? (value as { error?: unknown }).error : undefined;
  return typeof error === 'object' && error !== null;
}

function typeOf(value: unknown): string | undefined {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  return typeof type === 'string' ? type : undefined;
}
