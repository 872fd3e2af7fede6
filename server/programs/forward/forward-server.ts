/** One process that serves: the parts of the forwarder wired together, on a port of its own or shared with others. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorRenderer } from '../../edge/errors/render-error.ts';
import { answerParseFault } from '../../edge/listener.ts';
import { openAi } from '../../engines/kinds/openai/index.ts';
import { createEngineConnections } from '../../forwarder/engine-connections.ts';
import type { ErrorAnswers } from '../../forwarder/exchange/ports.ts';
import { healthcheckUrls } from '../../forwarder/healthcheck.ts';
import { createListener } from '../../forwarder/listener.ts';
import type { Permits } from '../../forwarder/permits/messages.ts';
import { routeTable } from '../../forwarder/route-table.ts';
import type { ForwarderSettings } from '../../forwarder/settings.ts';
import type { Log } from '../../platform/log.ts';
import { closeServer } from '../http-servers.ts';

export interface ForwardServerOptions {
  readonly settings: ForwarderSettings;
  readonly host: string;
  readonly port: number;
  readonly permits: Permits;
  readonly log: Log;
}

export interface ForwardServer {
  /** e.g. `http://127.0.0.1:5000`. */
  readonly url: string;
  /** The engine has answered its healthchecks: requests are taken from now on. */
  setReady(): void;
  /** New requests are refused from now on; those in flight may go on so long, then they end with an error. Resolves when none is left; a second call hurries the first. */
  drain(graceMs: number): Promise<void>;
  /** After `drain`. Resolves when every connection is closed. */
  close(): Promise<void>;
}

const errors: ErrorAnswers = {
  forwarder: (error, requestId) => errorRenderer.gateway(error, 'openai', requestId),
  engine: (status, body, requestId) =>
    errorRenderer.engine({ ...openAi.normaliseError(status, body), status }, 'openai', requestId),
  event: (error, requestId) => errorRenderer.event(error, 'openai', requestId),
};

/** Resolves when it listens. Throws what `listen` throws. */
export async function startForwardServer(options: ForwardServerOptions): Promise<ForwardServer> {
  const { settings, host, port, permits, log } = options;
  let ready = false;
  const connections = createEngineConnections();
  const listener = createListener({
    table: routeTable(settings),
    maxBodyBytes: settings.maxBodyBytes,
    pool: (origin) => connections.pool(origin),
    errors,
    permits,
    log,
    ready: () => ready,
    healthchecks: healthcheckUrls(settings),
  });
  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 300_000, noDelay: true }, listener.handle);
  server.on('clientError', answerParseFault);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 4096 }, resolve);
  });
  let draining: Promise<void> | null = null;
  const drain = async (graceMs: number): Promise<void> => {
    const overdue = setTimeout(() => listener.abortAll(), graceMs);
    await listener.drain();
    clearTimeout(overdue);
  };
  return {
    url: urlOf(server),
    setReady() {
      ready = true;
    },
    drain(graceMs) {
      if (draining !== null) listener.abortAll();
      draining ??= drain(graceMs);
      return draining;
    },
    async close() {
      await closeServer(server);
      await connections.close();
    },
  };
}

function urlOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}
