import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import { type Caller, may } from '../../accounts/keys.ts';
import { callerOf } from '../caller.ts';
import type { EdgePorts } from '../ports.ts';
import { visibleMetrics } from '../visible/visible-metrics.ts';

const server = initServer();

/** Counts requests for names that are no model's. */
const UNKNOWN_MODEL = 'unknown';

export function operationRoutes(ports: EdgePorts) {
  const { version, startedAt, readyChecks, metrics, publicMetrics } = ports;
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
    metrics: async ({ res }) => {
      const text = await metrics.render();
      const caller = callerOf(res);
      // Where they are public nobody is asked who he is.
      if (may(caller, 'admin') && !publicMetrics()) return { status: 200, body: text };
      return { status: 200, body: visibleMetrics(text, mayBeSeen(ports, caller)) };
    },
  });
}

/** Models of the configuration that the caller may use, and engines of his own; in public all of the former. */
function mayBeSeen({ catalogue, mayUse, userEngines, publicMetrics }: EdgePorts, caller: Caller) {
  const isPublic = publicMetrics();
  const ofUsers = new Set(userEngines.models().map(({ name }) => name));
  return (name: string): boolean => {
    if (name === UNKNOWN_MODEL) return true;
    const model = catalogue.resolve(name)?.model.name;
    if (model === undefined) return false;
    return isPublic ? !ofUsers.has(model) : mayUse(caller, model, null);
  };
}
