import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

export function operationRoutes({ version, startedAt, readyChecks, metrics }: EdgePorts) {
  return server.router(servedRoutes.operations, {
    health: async () => ({
      status: 200,
      body: {
        status: 'healthy',
        service: 'gateway',
        version,
        started_at: startedAt.toISOString(),
        uptime_seconds: Math.max(0, Math.round((Date.now() - startedAt.getTime()) / 1000)),
      },
    }),
    ready: async () => {
      const checks = readyChecks().map((check) => ({ ...check }));
      if (checks.every((check) => check.ok)) return { status: 200, body: { status: 'ready', checks } };
      return { status: 503, body: { status: 'not_ready', checks } };
    },
    metrics: async () => ({ status: 200, body: await metrics.render() }),
  });
}
