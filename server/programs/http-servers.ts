/** Servers as all programs have them: how they listen, and how they end. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParseFault } from '../edge/listener.ts';
import type { ListenAddress } from '../platform/config/config.ts';

/** Adds the server to `servers` and resolves to its base URL. Rejects with what `listen` says. */
export async function listenOn(address: ListenAddress, listener: RequestListener, servers: Server[]): Promise<string> {
  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 300_000, noDelay: true }, listener);
  server.on('clientError', answerParseFault);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(
      { host: address.host, port: address.port, backlog: 4096, ipv6Only: address.host.includes(':') },
      resolve,
    );
  });
  // A connection that could not be taken (the machine has no room for it) is no reason to end.
  server.on('error', () => {});
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `http://${host}:${port}`;
}

const CLOSE_GRACE_MS = 500;

/** What has been answered may still be on its way to the client: connections get a moment before they are cut. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
