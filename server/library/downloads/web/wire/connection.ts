/**
 * One connection that is read into memory of its own, again and again: at the speed of a disk, a buffer for each read
 * would be garbage by the hundred megabytes before the collector comes round.
 */
import { connect as connectTcp, type LookupFunction, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface ConnectOptions {
  readonly url: URL;
  readonly connectMs: number;
  readonly idleMs: number;
  readonly lookup?: LookupFunction;
  /** Certificates to trust instead of the system's, PEM. */
  readonly ca?: string;
  /** Ends the connecting; what comes later is the caller's business. */
  readonly signal?: AbortSignal;
}

export interface Connection {
  send(text: string): void;
  /** The next bytes, valid until the next call; null at the end. Throws what broke it. */
  read(): Promise<Uint8Array | null>;
  /** What was read but not wanted comes again with the next `read`. */
  unread(bytes: Uint8Array): void;
  /** Called when it ends, or says something, while nobody reads. */
  onIdleEvent(listener: (() => void) | null): void;
  isOpen(): boolean;
  destroy(error?: Error): void;
}

/** A fault with a code like those of the system. */
export class WireError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

interface Ring {
  readonly regionBytes: number;
  readonly regions: number;
  /** Reading stops when so many are filled and not taken. */
  readonly full: number;
}

/** Less than a megabyte each, with regions enough for the rules below never to allocate. TLS hands over records of at most 16 KB, and goes on with what it has decrypted when told to stop. */
const PLAIN: Ring = { regionBytes: 128 * 1024, regions: 6, full: 2 };
const TLS: Ring = { regionBytes: 16 * 1024, regions: 32, full: 16 };

/** Resolves when connected. Rejects with the system's error, or `WIRE_CONNECT_TIMEOUT`. */
export async function openConnection(options: ConnectOptions): Promise<Connection> {
  const { regionBytes, regions, full } = options.url.protocol === 'https:' ? TLS : PLAIN;
  const ring = Buffer.allocUnsafeSlow(regionBytes * regions);
  let region = 0;
  let paused = false;
  const queue: Uint8Array[] = [];
  let waiting: PromiseWithResolvers<Uint8Array | null> | null = null;
  let waitingSince = 0;
  let ended = false;
  let fault: Error | null = null;
  let idleListener: (() => void) | null = null;

  const settle = (): void => {
    if (waiting === null) return idleListener?.();
    const { resolve, reject } = waiting;
    const chunk = queue.shift();
    if (chunk === undefined && !ended) return;
    waiting = null;
    if (chunk !== undefined) resolve(chunk);
    else if (fault !== null) reject(fault);
    else resolve(null);
  };
  const onread = {
    buffer: (): Uint8Array => {
      // Beside those in the queue: the one that is being worked on, the one that was just filled, and this.
      if (queue.length + 3 > regions) return Buffer.allocUnsafe(regionBytes);
      const start = region * regionBytes;
      region = (region + 1) % regions;
      return ring.subarray(start, start + regionBytes);
    },
    callback: (count: number, buffer: Uint8Array): boolean => {
      queue.push(buffer.subarray(0, count));
      settle();
      paused = queue.length >= full;
      return !paused;
    },
  };
  const socket = openSocket(options, onread);
  const finish = (error: Error | null): void => {
    if (ended) return;
    ended = true;
    fault = error;
    settle();
  };
  const goOn = (): void => {
    paused = false;
    socket.resume();
  };
  socket.on('end', () => finish(null));
  socket.on('error', finish);
  socket.on('close', () => finish(new WireError('ECONNRESET')));
  await connected(socket, options);
  // A callback given to setTimeout would be called once only.
  socket.on('timeout', () => {
    const waited = waiting === null ? 0 : performance.now() - waitingSince;
    if (waiting !== null && waited >= options.idleMs - 1) socket.destroy(new WireError('WIRE_IDLE'));
    else socket.setTimeout(Math.max(1, options.idleMs - waited));
  });
  socket.setTimeout(options.idleMs);

  return {
    send: (text) => void socket.write(text, 'latin1'),
    read() {
      const chunk = queue.shift();
      if (chunk !== undefined) {
        if (paused && queue.length <= full / 2) goOn();
        return Promise.resolve(chunk);
      }
      if (ended) return fault === null ? Promise.resolve(null) : Promise.reject(fault);
      waiting = Promise.withResolvers();
      waitingSince = performance.now();
      goOn();
      return waiting.promise;
    },
    unread(bytes) {
      if (bytes.length > 0) queue.unshift(bytes);
    },
    onIdleEvent(listener) {
      idleListener = listener;
      if (listener !== null) goOn();
    },
    isOpen: () => !ended && queue.length === 0,
    destroy: (error) => void socket.destroy(error),
  };
}

function openSocket({ url, lookup, ca }: ConnectOptions, onread: OnReadOpts): Socket {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const common = { host, port, onread, ...(lookup && { lookup }), autoSelectFamily: true };
  if (!secure) return connectTcp({ ...common, noDelay: true });
  const isName = !/^[\d.]+$|:/.test(host);
  return connectTls({ ...common, ALPNProtocols: ['http/1.1'], ...(isName && { servername: host }), ...(ca && { ca }) });
}

function connected(socket: Socket, { url, connectMs, signal }: ConnectOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new WireError('WIRE_CONNECT_TIMEOUT')), connectMs);
    const abort = (): void => void socket.destroy(new WireError('ABORTED'));
    const over = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    signal?.addEventListener('abort', abort);
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      over();
      resolve();
    });
    socket.once('error', (error) => {
      over();
      reject(error);
    });
    socket.once('close', () => {
      over();
      reject(new WireError('ECONNRESET'));
    });
  });
}
