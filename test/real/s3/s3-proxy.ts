/** Stands before a real S3 server and holds, counts and cuts what passes. Signatures stay good: the Host header is kept. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

export interface S3Proxy {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** Bytes of objects that were passed on. */
  readonly objectBytes: number;
  /** Bytes of an object after which the next GET of one is cut; null: none is. Falls back to null then. */
  cutNextAfter: number | null;
  /** Awaited before each GET of an object. */
  beforeGet: (req: IncomingMessage) => Promise<void>;
  stop(): Promise<void>;
}

export async function startS3Proxy(port: number): Promise<S3Proxy> {
  const state = { objectBytes: 0, cutNextAfter: null as number | null, beforeGet: async (_: IncomingMessage) => {} };

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const ofObject = req.method === 'GET' && !req.url?.includes('?');
    if (ofObject) await state.beforeGet(req);
    const limit = ofObject ? state.cutNextAfter : null;
    if (limit !== null) state.cutNextAfter = null;
    const { method = 'GET', url = '/', headers } = req;
    const upstream = request({ host: '127.0.0.1', port, method, path: url, headers });
    upstream.end();
    const [answer] = (await once(upstream, 'response')) as [IncomingMessage];
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    await pipeline(passing(answer, ofObject, limit), res).catch(() => res.destroy());
  }

  /** Counts what passes; breaks when `limit` bytes have. */
  async function* passing(
    chunks: AsyncIterable<Buffer>,
    ofObject: boolean,
    limit: number | null,
  ): AsyncGenerator<Buffer> {
    let left = limit ?? Number.POSITIVE_INFINITY;
    for await (const chunk of chunks) {
      const part = chunk.subarray(0, Math.min(left, chunk.length));
      left -= part.length;
      if (ofObject) state.objectBytes += part.length;
      yield part;
      if (left === 0) throw new Error('cut');
    }
  }

  const server = createServer((req, res) => {
    pass(req, res).catch(() => res.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get objectBytes() {
      return state.objectBytes;
    },
    get cutNextAfter() {
      return state.cutNextAfter;
    },
    set cutNextAfter(bytes) {
      state.cutNextAfter = bytes;
    },
    get beforeGet() {
      return state.beforeGet;
    },
    set beforeGet(run) {
      state.beforeGet = run;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
