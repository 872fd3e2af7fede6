/** The HTTP face of the forwarder: health, and the routes of its table. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AppError } from '../platform/errors.ts';
import { requestId } from '../platform/request-id.ts';
import { answerEarly } from '../platform/web/answer-early.ts';
import { readBody } from '../platform/web/read-body.ts';
import { Exchange } from './exchange/exchange.ts';
import type { ExchangePorts } from './exchange/ports.ts';
import type { RouteTable } from './route-table.ts';

export interface ListenerOptions extends ExchangePorts {
  readonly table: RouteTable;
  readonly maxBodyBytes: number;
  /** Whether the engine has answered its healthchecks. */
  ready(): boolean;
  /** Where it is asked, for the errors until then. */
  readonly healthchecks: readonly string[];
}

export interface ForwarderListener {
  readonly handle: RequestListener;
  inFlight(): number;
  /** From now on requests are refused; those in flight go on. Resolves when none is left. */
  drain(): Promise<void>;
  /** Ends what is still running with `shutting_down`. */
  abortAll(): void;
}

export const HEALTH_PATHS: readonly string[] = ['/healthz', '/readyz'];

export function createListener(options: ListenerOptions): ForwarderListener {
  const { table, maxBodyBytes, errors, ready, healthchecks } = options;
  const running = new Set<Exchange>();
  let idle: (() => void) | null = null;
  const ended = (exchange: Exchange): void => {
    running.delete(exchange);
    if (running.size === 0) idle?.();
  };
  const take = (req: IncomingMessage, res: ServerResponse, path: string, id: string): void => {
    const receivedAtMs = performance.now();
    const route = table.get(path);
    if (route === undefined) throw noSuchPath(path, table);
    if (req.method !== 'POST') throw wrongMethod(req.method as string, path, ['POST']);
    if (idle !== null) throw shuttingDown();
    if (!ready()) throw notHealthy(healthchecks);
    const encoding = req.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw compressed();
    const exchange = new Exchange(options, { req, res, path, route, requestId: id, receivedAtMs }, ended);
    running.add(exchange);
    readBody(req, maxBodyBytes, (error, bytes) => {
      if (error === null) exchange.start(bytes);
      else exchange.fail(error);
    });
  };
  return {
    handle(req, res) {
      const id = requestId(req.headers['x-request-id'] as string | undefined);
      const url = req.url as string;
      const query = url.indexOf('?');
      const path = query < 0 ? url : url.slice(0, query);
      try {
        if (HEALTH_PATHS.includes(path))
          health(req, res, path, id, { ready: ready(), draining: idle !== null, healthchecks });
        else take(req, res, path, id);
      } catch (error) {
        answerEarly(req, res, errors.forwarder(error as AppError, id));
      }
    },
    inFlight: () => running.size,
    drain: () =>
      new Promise((resolve) => {
        idle = resolve;
        if (running.size === 0) resolve();
      }),
    abortAll() {
      for (const exchange of [...running]) exchange.fail(shuttingDown());
    },
  };
}

/** `"OK"`, as JSON: what users' probes have always got. */
const OK = Buffer.from('"OK"');

interface State {
  readonly ready: boolean;
  readonly draining: boolean;
  readonly healthchecks: readonly string[];
}

function health(req: IncomingMessage, res: ServerResponse, path: string, id: string, state: State): void {
  if (req.method !== 'GET' && req.method !== 'HEAD') throw wrongMethod(req.method as string, path, ['GET']);
  if (path === '/readyz' && state.draining) throw shuttingDown();
  if (path === '/readyz' && !state.ready) throw notHealthy(state.healthchecks);
  req.resume();
  res.writeHead(200, ['content-type', 'application/json', 'content-length', String(OK.length), 'x-request-id', id]);
  res.end(OK);
}

const shuttingDown = (): AppError =>
  new AppError('shutting_down', 'The forwarder is shutting down.', { retryAfterSeconds: 5 });

const notHealthy = (urls: readonly string[]): AppError =>
  new AppError(
    'engine_unavailable',
    `The engine has not answered GET ${urls.join(' and ')} with 200 yet. Where it has another path for its health, set ` +
      '`healthcheck_route`; the log says what it answers.',
    { retryAfterSeconds: 1 },
  );

const compressed = (): AppError =>
  new AppError('unsupported_encoding', 'Content-Encoding is not supported: send the body as it is.', {
    param: 'content-encoding',
  });

const wrongMethod = (method: string, path: string, allow: readonly string[]): AppError =>
  new AppError('method_not_allowed', `${path} takes ${allow.join(', ')}, not ${method}.`, { allow });

const noSuchPath = (path: string, table: RouteTable): AppError =>
  new AppError(
    'route_not_found',
    `The forwarder has no path ${JSON.stringify(path.slice(0, 200))}; it has ${[...table.keys()].join(', ')}. ` +
      'More of the engine’s paths are served when they stand in `extra_routes`.',
  );
