/**
 * The HTTP face: one node:http handler. A forwarded route goes straight to inference, everything else to Express.
 * Both are authenticated by the same function.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { forwardedPaths } from '../../contract/forwarded-paths.ts';
import type { IncomingRequest } from '../inference/incoming.ts';
import type { ForwardedRoute } from '../inference/ports.ts';
import type { Inference } from '../inference/serve.ts';
import { AppError } from '../platform/errors.ts';
import { requestId } from '../platform/request-id.ts';
import { answerEarly } from '../platform/web/answer-early.ts';
import type { Authenticator } from './authenticate.ts';
import { errorRenderer } from './errors/render-error.ts';

export interface ListenerOptions {
  readonly inference: Inference;
  readonly authenticator: Authenticator;
  /** Express, for every other route. */
  readonly app: RequestListener;
  readonly draining: () => boolean;
}

const table: ReadonlyMap<string, ForwardedRoute> = new Map(
  Object.values(forwardedPaths).map((path) => [
    path,
    { path, errorShape: path.startsWith('/v1/messages') ? 'anthropic' : 'openai' },
  ]),
);

export function createListener(options: ListenerOptions): RequestListener {
  const { inference, authenticator, app, draining } = options;
  const serve = (incoming: IncomingRequest): void => {
    if (draining()) throw new AppError('shutting_down', 'The gateway is shutting down.', { retryAfterSeconds: 5 });
    inference.serve(incoming);
  };
  return (req, res) => {
    const receivedAtMs = performance.now();
    const url = req.url as string;
    const query = url.indexOf('?');
    const route = table.get(query < 0 ? url : url.slice(0, query));
    const id = requestId(req.headers['x-request-id'] as string | undefined);
    if (hasTwoHosts(req.rawHeaders)) return refuse(req, res, twoHosts(), route, id);
    if (route === undefined) {
      req.headers['x-request-id'] = id;
      return void app(req, res);
    }
    try {
      if (req.method !== 'POST') throw wrongMethod(req.method as string, route.path);
      const caller = authenticator.authorise(req, 'infer');
      if (!(caller instanceof Promise)) return serve({ req, res, route, caller, requestId: id, receivedAtMs });
      // Who leaves while it is found out who he is has nothing more to be told.
      caller
        .then((known) => res.closed || serve({ req, res, route, caller: known, requestId: id, receivedAtMs }))
        .catch((error) => res.closed || refuse(req, res, asAppError(error), route, id));
    } catch (error) {
      refuse(req, res, error as AppError, route, id);
    }
  };
}

const asAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError('internal_error', 'The gateway failed on this request.', {}, { cause: error });

function refuse(
  req: IncomingMessage,
  res: ServerResponse,
  error: AppError,
  route: ForwardedRoute | undefined,
  id: string,
): void {
  answerEarly(req, res, errorRenderer.gateway(error, route?.errorShape ?? 'openai', id));
}

/** Node takes the first and says nothing: a proxy before us may have taken the other. */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts > 1;
}

const twoHosts = (): AppError =>
  new AppError('invalid_request', 'The request has more than one Host header.', { param: 'host' });

const wrongMethod = (method: string, path: string): AppError =>
  new AppError('method_not_allowed', `${path} takes POST, not ${method}.`, { allow: ['POST'] });

const PARSE_FAULTS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The request headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};

/** What node's parser refuses still gets an answer in the envelope. For `server.on('clientError')`. */
export function answerParseFault(fault: NodeJS.ErrnoException, socket: Duplex): void {
  if (fault.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, message] = PARSE_FAULTS[fault.code ?? ''] ?? [400, 'The request is not well-formed HTTP/1.1.'];
  const body = JSON.stringify({
    error: { message, type: 'invalid_request_error', code: 'invalid_request', param: null },
    request_id: requestId(undefined),
  });
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nx-roundhouse-source: gateway\r\nconnection: close\r\n\r\n${body}`,
  );
}
