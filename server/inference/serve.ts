/** Serves the forwarded routes: the hot path's door. */
import { Chain } from '../platform/chain.ts';
import { AppError } from '../platform/errors.ts';
import { readBody } from '../platform/web/read-body.ts';
import { Exchange } from './exchange.ts';
import type { IncomingRequest } from './incoming.ts';
import type { InferencePorts } from './ports.ts';

export interface Inference {
  /** Takes a request over; it is answered, whatever happens. */
  serve(incoming: IncomingRequest): void;
  inFlight(): number;
  /** Ends what runs for credentials that were taken away, with `invalid_api_key`. */
  endRevoked(credentialIds: ReadonlySet<string>): void;
  /** Ends what is still running with `shutting_down`. */
  abortAll(): void;
  close(): void;
}

export function createInference(ports: InferencePorts): Inference {
  const running = new Chain<Exchange>();
  const ended = (exchange: Exchange): void => running.remove(exchange);
  const watching = watch(running, ports);
  return {
    serve(incoming) {
      const exchange = new Exchange(ports, incoming, ended);
      running.add(exchange);
      const encoding = incoming.req.headers['content-encoding'];
      if (encoding !== undefined && encoding !== 'identity') return exchange.fail(compressed(encoding));
      readBody(incoming.req, ports.limits().maxBodyBytes, (error, bytes) => {
        if (error === null) exchange.start(bytes);
        else exchange.fail(error);
      });
    },
    inFlight: () => running.size,
    endRevoked(credentialIds) {
      for (const exchange of running)
        if (credentialIds.has(exchange.caller.account?.credentialId ?? '')) exchange.fail(revoked());
    },
    abortAll() {
      const why = new AppError('shutting_down', 'The gateway is shutting down.', { retryAfterSeconds: 5 });
      for (const exchange of running) exchange.fail(why);
    },
    close: watching.end,
  };
}

const WATCH_AT_MOST_EACH_MS = 20;
const WATCH_AT_LEAST_EACH_MS = 1_000;

/** One timer for all: a timer a request, as undici makes them, costs more than this walk. */
function watch(running: Iterable<Exchange>, { limits }: Pick<InferencePorts, 'limits'>): { end(): void } {
  let timer: NodeJS.Timeout;
  const schedule = (): void => {
    const { wholeRequestMs, firstByteMs, betweenChunksMs } = limits().timeouts;
    const each = Math.min(wholeRequestMs, firstByteMs, betweenChunksMs) / 8;
    timer = setTimeout(look, Math.max(WATCH_AT_MOST_EACH_MS, Math.min(each, WATCH_AT_LEAST_EACH_MS)));
    timer.unref();
  };
  const look = (): void => {
    const now = performance.now();
    const { timeouts } = limits();
    for (const exchange of running) exchange.watch(now, timeouts);
    schedule();
  };
  schedule();
  return { end: () => clearTimeout(timer) };
}

const revoked = (): AppError =>
  new AppError('invalid_api_key', 'The API key was revoked, or its user disabled, while the answer was under way.');

const compressed = (encoding: string): AppError =>
  new AppError(
    'unsupported_encoding',
    `Content-Encoding "${encoding.slice(0, 40).replaceAll(/[^\w, .-]/g, '?')}" is not supported: send the body as it is.`,
    { param: 'content-encoding' },
  );
