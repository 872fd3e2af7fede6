import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import { openEventStream } from '../../platform/web/event-stream.ts';
import { callerOf } from '../caller.ts';
import { handled } from '../handled.ts';
import type { EdgePorts } from '../ports.ts';
import { engineOnWire } from './engines.ts';

const server = initServer();

export function eventRoutes({ events, fleet, userEngines }: EdgePorts) {
  return server.router(servedRoutes.events, {
    follow: async ({ res }) => {
      let unsubscribe = (): void => {};
      const stream = openEventStream(res, () => unsubscribe());
      const caller = callerOf(res);
      for (const view of fleet.engines()) {
        if (!userEngines.maySee(caller, view)) continue;
        const event = events.stamp('engine.state', { engine: engineOnWire(view) });
        stream.send(event, event.seq);
      }
      unsubscribe = events.subscribe((event) => {
        const engine = event['engine'] as { id: string; model: string } | undefined;
        if (engine === undefined || userEngines.maySee(caller, engine)) stream.send(event, event.seq);
      });
      return { status: 200, body: handled() };
    },
  });
}
