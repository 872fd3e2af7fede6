/** An engine that answers what it was told to, path by path, and remembers what it was asked. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EngineTarget } from '../../../../server/engines/kinds/kind.ts';

export interface CannedAnswer {
  readonly status: number;
  readonly body?: Buffer | string;
}

export interface CannedEngine {
  readonly target: EngineTarget;
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly authorization: string | undefined;
    readonly body: unknown;
  }[];
  close(): Promise<void>;
}

/** A path that is not listed is answered 404; `silent` accepts requests and never answers. */
export async function startCannedEngine(
  answers: Readonly<Record<string, CannedAnswer | ((body: unknown) => CannedAnswer) | 'silent'>>,
  healthPath: string | null = null,
): Promise<CannedEngine> {
  const requests: CannedEngine['requests'] = [];
  const server = createServer(async (req, res) => {
    const path = req.url ?? '';
    const text = Buffer.concat(await req.toArray()).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    requests.push({ method: req.method ?? '', path, authorization: req.headers.authorization, body });
    const answer = answers[path] ?? { status: 404, body: '{"detail":"Not Found"}' };
    if (answer === 'silent') return;
    const { status, body: said } = typeof answer === 'function' ? answer(body) : answer;
    res.writeHead(status).end(said);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    target: { baseUrl: `http://127.0.0.1:${port}`, headers: { authorization: 'Bearer s3cret' }, healthPath },
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
