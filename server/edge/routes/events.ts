import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import { type Caller, may } from '../../accounts/keys.ts';
import type { HubEvent } from '../../platform/web/event-hub.ts';
import { openEventStream } from '../../platform/web/event-stream.ts';
import { callerOf } from '../caller.ts';
import { handled } from '../handled.ts';
import type { EdgePorts } from '../ports.ts';
import { engineOnWire } from './engines.ts';

const server = initServer();

export function eventRoutes(ports: Pick<EdgePorts, 'events' | 'fleet' | 'userEngines' | 'mayUse'>) {
  const { events, fleet, userEngines } = ports;
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
        if (maySee(event, caller, ports)) stream.send(event, event.seq);
      });
      return { status: 200, body: handled() };
    },
  });
}

/** Nobody hears of what the routes for it would not show him. */
function maySee(
  event: HubEvent,
  caller: Caller,
  { userEngines, mayUse }: Pick<EdgePorts, 'userEngines' | 'mayUse'>,
): boolean {
  const engine = event['engine'] as { readonly id: string; readonly model: string } | undefined;
  if (engine !== undefined) return userEngines.maySee(caller, engine);
  const lora = event['lora_adapter'] as { readonly id: string; readonly model: string } | undefined;
  if (lora !== undefined) return mayUse(caller, lora.model, lora.id);
  return event.type !== 'download' || may(caller, 'lora');
}
