/**
 * What Node costs when it does nothing but pipe: node:http in, undici out, the model's name read from the body, raw
 * chunks back. The reference of the bars. Usage: node bare-pipe.ts ENGINE_URL (the port is printed).
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Dispatcher, Pool } from 'undici';

const pool = new Pool(process.argv[2] as string, {
  connections: 1024,
  pipelining: 1,
  bodyTimeout: 0,
  headersTimeout: 0,
});
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

function fail(res: ServerResponse, code: number, message: string): void {
  if (res.headersSent) return void res.destroy();
  const body = JSON.stringify({ error: { message } });
  res.writeHead(code, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

class Relay implements Dispatcher.DispatchHandler {
  readonly res: ServerResponse;
  abort: (() => void) | null = null;

  constructor(res: ServerResponse) {
    this.res = res;
    res.on('close', () => {
      if (!res.writableFinished) this.abort?.();
    });
  }
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.abort = () => controller.abort(new Error('client gone'));
  }
  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    const raw = controller.rawHeaders as Buffer[];
    const out: string[] = [];
    for (let i = 0; i < raw.length; i += 2) {
      const name = (raw[i] as Buffer).toString('latin1');
      if (!HOP.has(name.toLowerCase())) out.push(name, (raw[i + 1] as Buffer).toString('latin1'));
    }
    this.res.writeHead(status, out);
    this.res.on('drain', () => controller.resume());
  }
  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.res.write(chunk)) controller.pause();
  }
  onResponseEnd(): void {
    this.res.end();
  }
  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    fail(this.res, 502, error.message);
  }
}

const server = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    let model: unknown;
    try {
      model = JSON.parse(body.toString()).model;
    } catch {
      return fail(res, 400, 'bad JSON');
    }
    if (typeof model !== 'string') return fail(res, 400, 'no model');
    const headers = ['content-type', 'application/json'];
    pool.dispatch({ path: req.url as string, method: 'POST', headers, body }, new Relay(res));
  });
});
server.keepAliveTimeout = 75_000;
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
