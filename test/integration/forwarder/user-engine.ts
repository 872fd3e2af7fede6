/** An engine as users write them: any paths, whatever answers the test wants. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenByEngine {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The client was gone before the answer was whole. */
  aborted: boolean;
}

export interface UserEngine extends AsyncDisposable {
  readonly port: number;
  readonly seen: SeenByEngine[];
  /** Answers from now on. */
  answer: (res: ServerResponse, seen: SeenByEngine) => void;
}

export const json = (res: ServerResponse, status: number, text: string): void =>
  void res.writeHead(status, { 'content-type': 'application/json' }).end(text);

export const events = (res: ServerResponse, ...chunks: string[]): void => {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const chunk of chunks) res.write(chunk);
};

/** It answers `/readyz` with 200 and all else as `answer` says; first: an echo of the body. */
export async function startUserEngine(): Promise<UserEngine> {
  const seen: SeenByEngine[] = [];
  const engine = {
    port: 0,
    seen,
    answer: (res: ServerResponse, { body }: SeenByEngine): void => json(res, 200, body),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer(async (req, res) => {
    if (req.url === '/readyz') return void res.end('ok');
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const one = {
      path: req.url as string,
      headers: req.headers,
      body: Buffer.concat(chunks).toString(),
      aborted: false,
    };
    seen.push(one);
    res.on('close', () => {
      one.aborted = !res.writableFinished;
    });
    engine.answer(res, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  engine.port = (server.address() as AddressInfo).port;
  return engine;
}
