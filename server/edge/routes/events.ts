import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import { openEventStream } from '../../platform/web/event-stream.ts';
import { handled } from '../handled.ts';
import type { EdgePorts } from '../ports.ts';
import { engineOnWire } from './engines.ts';

const server = initServer();

export function eventRoutes({ events, fleet }: EdgePorts) {
  return server.router(servedRoutes.events, {
    follow: async ({ res }) => {
      let unsubscribe = (): void => {};
      const stream = openEventStream(res, () => unsubscribe());
      for (const view of fleet.engines()) {
        const event = events.stamp('engine.state', { engine: engineOnWire(view) });
        stream.send(event, event.seq);
      }
      unsubscribe = events.subscribe((event) => stream.send(event, event.seq));
      return { status: 200, body: handled() };
    },
  });
}
