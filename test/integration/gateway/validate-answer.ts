/**
 * Checks an answer of the gateway against the contract, whichever route it came from. The gateway checks the routes that
 * it answers itself; what it forwards it never looks at, so the tests do.
 */
import assert from 'node:assert/strict';
import type { z } from 'zod';
import { AnthropicErrorResponse, ErrorResponse } from '../../../contract/error-envelope.ts';
import { type ContractRoute, walkRoutes } from '../../../contract/index.ts';

export interface AnswerToCheck {
  readonly method: string;
  /** As it was asked for, with its query. */
  readonly path: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
  /** The client left, or the engine broke off: the end of the stream may be missing. Not by default. */
  readonly cutShort?: boolean;
}

interface KnownRoute extends ContractRoute {
  readonly pattern: RegExp;
}

const routes: readonly KnownRoute[] = [...walkRoutes()].map((found) => ({
  ...found,
  pattern: new RegExp(`^${found.route.path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
}));

const anthropicPaths = /^\/v1\/messages(\/|$)/;

/** Throws an AssertionError that names the route, the place in the body, and what the contract says there. */
export function validateAnswer(answer: AnswerToCheck): void {
  const path = answer.path.replace(/[?#].*$/s, '');
  const here = routes.filter(({ pattern }) => pattern.test(path));
  const found = here.find(({ route }) => route.method === answer.method);
  const name = `${answer.method} ${path} → ${answer.status}`;
  const requestId = answer.headers['x-request-id'];
  assert.ok(typeof requestId === 'string' && requestId !== '', `${name}: it has a header x-request-id`);
  if (found === undefined) {
    assert.equal(answer.status, here.length > 0 ? 405 : 404, `${name}: the contract has no such route`);
    return checkError(name, answer, path);
  }
  if (answer.status >= 400 && !(found.key === 'operations.ready' && answer.status === 503))
    return checkRouteError(name, answer, path, found);
  if (isEventStream(answer)) return checkStream(name, answer, found);
  const schema = responseSchema(found, answer.status);
  assert.ok(schema !== null, `${name}: the contract does not list this status`);
  if (schema !== 'text') check(name, schema, parse(name, answer.text));
}

/** An engine's error keeps its status, whatever that is; the gateway's own statuses are those of the contract. */
function checkRouteError(name: string, answer: AnswerToCheck, path: string, found: KnownRoute): void {
  const byEngine = answer.headers['x-roundhouse-source'] === 'engine';
  if (!byEngine) assert.ok(answer.status in found.route.responses, `${name}: the contract lists this status`);
  if (byEngine) assert.equal(found.meta.forwarded, true, `${name}: engines answer forwarded routes only`);
  checkError(name, answer, path);
}

function checkError(name: string, answer: AnswerToCheck, path: string): void {
  assert.match(
    String(answer.headers['x-roundhouse-source']),
    /^(engine|gateway)$/,
    `${name}: it says whose error it is`,
  );
  assert.match(String(answer.headers['content-type']), /^application\/json/, `${name}: errors are JSON`);
  const body = parse(name, answer.text);
  check(name, anthropicPaths.test(path) ? AnthropicErrorResponse : ErrorResponse, body);
  const { request_id } = body as { readonly request_id: string };
  assert.equal(request_id, answer.headers['x-request-id'], `${name}: one request id in header and body`);
}

const isEventStream = ({ headers }: AnswerToCheck): boolean =>
  String(headers['content-type']).startsWith('text/event-stream');

/** Every event by its schema; then the end of the stream, or an error event in its place and nothing after it. */
function checkStream(name: string, answer: AnswerToCheck, { meta }: KnownRoute): void {
  assert.ok(meta.events !== undefined, `${name}: the contract says nothing of an event stream`);
  const events = readEvents(answer.text);
  const end = meta.streamEnd;
  const ended = end !== undefined && events.at(-1)?.data === end;
  const told = ended ? events.slice(0, -1) : events;
  let failed = false;
  for (const [index, event] of told.entries()) {
    const place = `${name}: event ${index}`;
    assert.ok(!failed, `${place}: nothing comes after an error event`);
    const data = parse(place, event.data);
    check(place, meta.events, data);
    failed = isErrorEvent(data);
    if (event.name !== null && event.name !== 'message')
      assert.equal((data as { readonly type?: string }).type, event.name, `${place}: its type is the event's name`);
  }
  assert.ok(!(failed && ended), `${name}: a stream that failed has no ${end}`);
  if (end !== undefined && !failed && answer.cutShort !== true)
    assert.ok(ended, `${name}: the stream ends with ${end}`);
}

/** What is shown of a download that failed is no error of the stream. */
const isErrorEvent = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'error' in data &&
  (data as { readonly error: unknown }).error !== null &&
  !('response' in data) &&
  !('object' in data && data.object === 'download');

interface SentEvent {
  readonly name: string | null;
  readonly data: string;
}

/** The events of a stream by the rules of the HTML standard; a last one without its empty line is none. */
export function readEvents(text: string): SentEvent[] {
  const events: SentEvent[] = [];
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n').slice(0, -1);
  for (const block of blocks) {
    const lines = block.split('\n');
    const values = (field: string) =>
      lines
        .filter((line) => line.startsWith(`${field}:`))
        .map((line) => line.slice(field.length + 1).replace(/^ /, ''));
    const data = values('data');
    if (data.length > 0) events.push({ name: values('event').at(-1) ?? null, data: data.join('\n') });
  }
  return events;
}

function responseSchema({ route }: KnownRoute, status: number): z.ZodType | 'text' | null {
  const response: unknown = (route.responses as Readonly<Record<number, unknown>>)[status];
  if (response === undefined) return null;
  return typeof response === 'object' && response !== null && 'safeParse' in response
    ? (response as z.ZodType)
    : 'text';
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return assert.fail(`${name}: not JSON: ${text.slice(0, 300)}`);
  }
}

function check(name: string, schema: z.ZodType, value: unknown): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  const issues = result.error.issues.map(({ path, message }) => `  ${path.join('.') || '(body)'}: ${message}`);
  assert.fail(
    `${name}: not what the contract promises:\n${issues.join('\n')}\n${JSON.stringify(value).slice(0, 1_000)}`,
  );
}
