/** The HTTP face: a table of routes, each request with a signal that tells when its client has left. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readJson, sendError } from './exchange.ts';
import type { JsonObject } from './fields.ts';
import { RequestError } from './request-error.ts';

export interface Call {
  /** Empty for GET. */
  readonly body: JsonObject;
  readonly response: ServerResponse;
  /** Aborted when the client has left. */
  readonly signal: AbortSignal;
}

export type Handler = (call: Call) => Promise<void> | void;

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: Handler;
}

export function createHttpServer(routes: readonly Route[]): Server {
  return createServer((request, response) => {
    serve(routes, request, response).catch((error: unknown) => sendError(response, error));
  });
}

async function serve(routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const route = findRoute(routes, request);
  const left = new AbortController();
  response.once('close', () => left.abort());
  const body = route.method === 'POST' ? await readJson(request) : {};
  await route.handle({ body, response, signal: left.signal });
}

function findRoute(routes: readonly Route[], request: IncomingMessage): Route {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const there = routes.filter((it) => it.path === path);
  if (there.length === 0) {
    const message = `No such path: ${path.slice(0, 200)}`;
    throw new RequestError(404, { message, type: 'not_found_error', code: 'route_not_found', param: null });
  }
  const route = there.find((it) => it.method === request.method);
  if (route !== undefined) return route;
  const allow = there.map((it) => it.method).join(', ');
  const message = `${path} takes ${allow}, not ${request.method}.`;
  const error = { message, type: 'invalid_request_error', code: 'method_not_allowed', param: null };
  throw new RequestError(405, error, { allow });
}
