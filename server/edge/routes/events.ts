import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import type { HubEvent } from '../../platform/web/event-hub.ts';
import { openEventStream } from '../../platform/web/event-stream.ts';
import { callerOf } from '../caller.ts';
import { handled } from '../handled.ts';
import type { EdgePorts } from '../ports.ts';
import { mayHear } from '../visible/may-hear.ts';
import { engineOnWire } from './engines.ts';

const server = initServer();

export function eventRoutes({ events, fleet, ...ports }: EdgePorts) {
  return server.router(servedRoutes.events, {
    follow: async ({ res }) => {
      let unsubscribe = (): void => {};
      const stream = openEventStream(res, () => unsubscribe());
      const hears = mayHear(ports, callerOf(res));
      const tell = (event: HubEvent): void => {
        if (hears(event)) stream.send(event, event.seq);
      };
      for (const view of fleet.engines()) tell(events.stamp('engine.state', { engine: engineOnWire(view) }));
      unsubscribe = events.subscribe(tell);
      return { status: 200, body: handled() };
    },
  });
}
