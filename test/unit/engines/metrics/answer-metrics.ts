/** Small engines for tests: an HTTP server in this process that answers `/metrics` as it is told. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MetricsServer extends AsyncDisposable {
  readonly target: { readonly baseUrl: string; readonly headers: Readonly<Record<string, string>> };
}

export async function serveMetrics(
  answer: RequestListener,
  headers: Readonly<Record<string, string>> = {},
): Promise<MetricsServer> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    target: { baseUrl: `http://127.0.0.1:${port}`, headers },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A target where nobody listens. */
export async function nobody(): Promise<MetricsServer['target']> {
  const server = await serveMetrics(() => {});
  await server[Symbol.asyncDispose]();
  return server.target;
}

export const saying =
  (text: string | Buffer, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'text/plain' }).end(text);

/** Headers and the beginning of an answer, and then nothing. */
export const hanging: RequestListener = (_request, response) => {
  response.writeHead(200);
  response.write('# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running 1\n');
};

/** An answer that does not end, as fast as it is taken. */
export const endless: RequestListener = (_request, response) => {
  const chunk = 'vllm:num_requests_running{x="1"} 1\n'.repeat(1_000);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
};

/** The connection breaks in the middle of the answer. */
export const breaking: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running 1\nvllm:num_req', () =>
    response.socket?.destroy(),
  );
};
