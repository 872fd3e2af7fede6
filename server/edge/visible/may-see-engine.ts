import type { Caller } from '../../accounts/keys.ts';
import type { EdgePorts } from '../ports.ts';

/** False for an engine of somebody else's, and for one of a model that the caller may not use: it is not there for him. */
export const maySeeEngine = (
  { userEngines, mayUse }: Pick<EdgePorts, 'userEngines' | 'mayUse'>,
  caller: Caller,
  engine: { readonly id: string; readonly model: string },
): boolean => userEngines.maySee(caller, engine) && mayUse(caller, engine.model, null);
