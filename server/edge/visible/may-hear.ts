/** Who is told what on `/v1/events`: nothing that the routes would not tell the caller. */
import { type Caller, may } from '../../accounts/keys.ts';
import type { HubEvent } from '../../platform/web/event-hub.ts';
import type { EdgePorts } from '../ports.ts';
import { maySeeEngine } from './may-see-engine.ts';

type Ports = Pick<EdgePorts, 'userEngines' | 'mayUse' | 'catalogue'>;

export function mayHear(ports: Ports, caller: Caller): (event: HubEvent) => boolean {
  const { mayUse, catalogue } = ports;
  return (event) => {
    switch (event.type) {
      case 'engine.state':
        return maySeeEngine(ports, caller, event['engine'] as { id: string; model: string });
      case 'lora': {
        const { id, model } = event['lora_adapter'] as { id: string; model: string };
        return mayUse(caller, model, id);
      }
      case 'image': {
        const { model } = event['pull'] as { model: string };
        // Of a model that is gone nobody can say whose it was.
        return may(caller, 'admin') || (catalogue.resolve(model) !== null && mayUse(caller, model, null));
      }
      case 'download':
        return may(caller, 'lora');
      // The results of reloads: they name the file and all models.
      default:
        return may(caller, 'engines');
    }
  };
}
