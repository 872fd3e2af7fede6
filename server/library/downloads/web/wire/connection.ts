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

const REGION_BYTES = 128 * 1024;
/** TLS goes on handing over what it has decrypted (up to 64 KB) after it was told to stop. */
const REGIONS = 4;

/** Resolves when connected. Rejects with the system's error, or `WIRE_CONNECT_TIMEOUT`. */
export async function openConnection(options: ConnectOptions): Promise<Connection> {
  const ring = Buffer.allocUnsafeSlow(REGION_BYTES * REGIONS);
  let region = 0;
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
      const start = region * REGION_BYTES;
      region = (region + 1) % REGIONS;
      return ring.subarray(start, start + REGION_BYTES);
    },
    /** False: no more before the next `read`. */
    callback: (count: number, buffer: Uint8Array): boolean => {
      queue.push(buffer.subarray(0, count));
      settle();
      return false;
    },
  };
  const socket = openSocket(options, onread);
  const finish = (error: Error | null): void => {
    if (ended) return;
    ended = true;
    fault = error;
    settle();
  };
  socket.on('end', () => finish(null));
  socket.on('error', finish);
  socket.on('close', () => finish(new WireError('ECONNRESET')));
  await connected(socket, options);
  socket.setTimeout(options.idleMs, () => {
    const waited = waiting === null ? 0 : performance.now() - waitingSince;
    if (waiting !== null && waited >= options.idleMs - 1) socket.destroy(new WireError('WIRE_IDLE'));
    else socket.setTimeout(Math.max(1, options.idleMs - waited));
  });

  return {
    send: (text) => void socket.write(text, 'latin1'),
    read() {
      const chunk = queue.shift();
      if (chunk !== undefined) return Promise.resolve(chunk);
      if (ended) return fault === null ? Promise.resolve(null) : Promise.reject(fault);
      waiting = Promise.withResolvers();
      waitingSince = performance.now();
      socket.resume();
      return waiting.promise;
    },
    unread(bytes) {
      if (bytes.length > 0) queue.unshift(bytes);
    },
    onIdleEvent(listener) {
      idleListener = listener;
      if (listener !== null) socket.resume();
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

function connected(socket: Socket, { url, connectMs }: ConnectOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(new WireError('WIRE_CONNECT_TIMEOUT')), connectMs);
    socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      resolve();
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new WireError('ECONNRESET'));
    });
  });
}
