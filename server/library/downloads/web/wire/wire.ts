/** A small HTTP/1.1 client for large bodies: GET and HEAD, connections kept for the next request. */
import { type Connection, type ConnectOptions, openConnection, WireError } from './connection.ts';
import { readBody, readUntil } from './read-body.ts';
import { framingOf, parseHead, type ResponseHead } from './response-head.ts';

export interface WireRequest {
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface WireReply extends ResponseHead {
  /** Chunks are valid until the next one is asked for. Whoever does not read it to its end must `return()` it. */
  readonly body: AsyncIterator<Uint8Array, undefined>;
}

export interface Wire {
  /** Throws errors with a `code`: the system's, or `WIRE_…`; the signal's reason when it aborts. */
  request(url: URL, init: WireRequest): Promise<WireReply>;
  close(): void;
}

/** A connection that waits for its next request. */
interface Kept {
  readonly connection: Connection;
  /** Ends it. */
  readonly timer: NodeJS.Timeout;
}

const KEPT_IDLE_MS = 4000;
const MAX_HEAD_BYTES = 64 * 1024;

export function createWire(options: Omit<ConnectOptions, 'url' | 'signal'>): Wire {
  const idle = new Map<string, readonly Kept[]>();
  const open = new Set<Connection>();

  const keep = (origin: string, connection: Connection): void => {
    if (!connection.isOpen()) return drop(connection);
    const leave = (): void => {
      clearTimeout(kept.timer);
      idle.set(
        origin,
        (idle.get(origin) ?? []).filter((other) => other !== kept),
      );
      drop(connection);
    };
    const kept: Kept = { connection, timer: setTimeout(leave, KEPT_IDLE_MS) };
    kept.timer.unref();
    idle.set(origin, [...(idle.get(origin) ?? []), kept]);
    // Whatever comes while nothing was asked is of no use, the end above all.
    connection.onIdleEvent(leave);
  };
  const takeKept = (origin: string): Connection | undefined => {
    const all = idle.get(origin) ?? [];
    idle.set(origin, all.slice(0, -1));
    const kept = all.at(-1);
    // Its time without a request is over: the timer must not cut the answer that is asked for now.
    clearTimeout(kept?.timer);
    kept?.connection.onIdleEvent(null);
    return kept?.connection;
  };
  const drop = (connection: Connection, error?: Error): void => {
    open.delete(connection);
    connection.onIdleEvent(null);
    connection.destroy(error);
  };
  const connectTo = async (url: URL, signal: AbortSignal): Promise<Connection> => {
    const connection = await openConnection({ ...options, url, signal });
    open.add(connection);
    if (signal.aborted) drop(connection);
    signal.throwIfAborted();
    return connection;
  };

  const exchange = async (connection: Connection, url: URL, init: WireRequest): Promise<WireReply> => {
    const onAbort = (): void => drop(connection, new WireError('ABORTED'));
    init.signal.addEventListener('abort', onAbort, { once: true });
    const end = (reusable: boolean): void => {
      init.signal.removeEventListener('abort', onAbort);
      if (reusable) keep(url.origin, connection);
      else drop(connection);
    };
    try {
      connection.send(requestHead(url, init));
      const head = await readHead(connection);
      const body = bodyOf(connection, head, init.method, end);
      return { ...head, body };
    } catch (error) {
      end(false);
      throw error;
    }
  };

  return {
    async request(url, init) {
      init.signal.throwIfAborted();
      for (let kept = takeKept(url.origin); kept !== undefined; kept = takeKept(url.origin)) {
        try {
          return await exchange(kept, url, init);
        } catch (error) {
          // It may have been closed at the other end just now: the request is asked again on a new one.
          if (init.signal.aborted || !isCut(error)) throw error;
        }
      }
      return await exchange(await connectTo(url, init.signal), url, init);
    },
    close() {
      for (const connection of [...open]) drop(connection, new WireError('ECONNRESET'));
    },
  };
}

const isCut = (error: unknown): boolean =>
  ['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '');

function requestHead(url: URL, { method, headers }: WireRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${url.pathname}${url.search} HTTP/1.1`, `host: ${url.host}`, ...lines];
  // A value with a line break would be a header, or a request, of its own.
  if (head.some((line) => /[^\x20-\x7e\x80-\xff]/.test(line))) throw new WireError('WIRE_BAD_HEADER');
  return `${head.join('\r\n')}\r\n\r\n`;
}

async function readHead(connection: Connection): Promise<ResponseHead> {
  for (;;) {
    const head = parseHead((await readUntil(connection, '\r\n\r\n', MAX_HEAD_BYTES)).toString('latin1'));
    if (head.status >= 200) return head;
  }
}

function bodyOf(
  connection: Connection,
  head: ResponseHead,
  method: string,
  end: (reusable: boolean) => void,
): AsyncIterator<Uint8Array, undefined> {
  const inner = readBody(connection, framingOf(head, method));
  let ended = false;
  const endOnce = (reusable: boolean): void => {
    if (!ended) end(reusable);
    ended = true;
  };
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      if (ended) return done;
      try {
        const item = await inner.next();
        if (!item.done) return { done: false, value: item.value };
        endOnce(item.value && head.keepAlive);
        return done;
      } catch (error) {
        endOnce(false);
        throw error;
      }
    },
    async return() {
      endOnce(false);
      return done;
    },
  };
}
