import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeGateway {
  readonly baseUrl: string;
  /** What the next requests are answered with. */
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  /** Method, path and body of every request so far. */
  readonly requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  close(): Promise<void>;
}

/** A small HTTP server that answers what the test says and remembers what it was asked. */
export async function startFakeGateway(): Promise<FakeGateway> {
  const requests: FakeGateway['requests'] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      gateway.answer(request, response, body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gateway: FakeGateway = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (_request, response) => void response.writeHead(500).end(),
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  return gateway;
}

export const beginStream = (response: ServerResponse, requestId = 'req_1'): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': requestId });
};

/** An event stream of exactly these bytes, each piece its own write and, as far as the network allows, its own chunk. */
export function streamOf(...pieces: (string | Uint8Array)[]): FakeGateway['answer'] {
  return async (_request, response) => {
    beginStream(response);
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((done) => setImmediate(done));
    }
    response.end();
  };
}

export const jsonAnswer = (
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): FakeGateway['answer'] => {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };
};
