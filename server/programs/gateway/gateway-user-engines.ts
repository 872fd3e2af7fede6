import { hostname } from 'node:os';
import { createUserEngineStore, createUserEngines, type UserEngines } from '../../endpoints/user-engines/index.ts';
import type { Fleet } from '../../engines/fleet/index.ts';
import type { Catalogue } from '../../library/models/catalogue.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import type { StorageDatabase } from '../../platform/storage/index.ts';

export interface GatewayUserEnginesParts {
  readonly database: StorageDatabase;
  readonly fleet: Fleet;
  readonly catalogue: Catalogue;
  readonly config: () => Config;
  readonly log: Log;
}

export interface GatewayUserEngines {
  readonly userEngines: UserEngines;
  /** Puts the configuration that is in force now to use: its models, and those of users beside them. */
  reconfigured(): void;
}

/** What users may start, beside the models of the configuration. */
export function gatewayUserEngines(parts: GatewayUserEnginesParts): GatewayUserEngines {
  const { database, fleet, catalogue, config, log } = parts;
  const apply = (): void => {
    const models = [...config().models, ...userEngines.models()];
    catalogue.update(models);
    fleet.configure(models, config().slots);
  };
  const userEngines = createUserEngines({
    fleet,
    store: createUserEngineStore(database, `${hostname()}:${config().dataDir}`),
    clock: systemClock,
    log,
    template: config().userEngines ?? null,
    taken: (name) => catalogue.resolve(name) !== null,
    apply,
  });
  userEngines
    .recover()
    .catch((err) => log.warn({ err }, 'the records of engines of users were not brought up to date'));
  return {
    userEngines,
    reconfigured() {
      const { models, userEngines: template = null } = config();
      userEngines.configure(template, new Set(models.flatMap(({ name, aliases }) => [name, ...aliases])));
      apply();
    },
  };
}
