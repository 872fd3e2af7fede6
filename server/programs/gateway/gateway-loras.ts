import { engineKind } from '../../engines/kinds/index.ts';
import { checkLora, inspectLora } from '../../engines/kinds/lora-files/index.ts';
import { createLoraStore, createLoras, type Loras } from '../../engines/lora/index.ts';
import { type Downloads, insideRoots } from '../../library/downloads/index.ts';
import type { Catalogue } from '../../library/models/catalogue.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import type { StorageDatabase } from '../../platform/storage/index.ts';
import { baseModel, mayHaveLoras } from './base-model.ts';

export interface GatewayLorasParts {
  readonly database: StorageDatabase;
  readonly downloads: Downloads;
  readonly catalogue: Catalogue;
  readonly config: () => Config;
  readonly log: Log;
}

/** The gateway's LoRA adapters, known to the catalogue from now on. Throws `storage_unavailable`. */
export async function gatewayLoras({ database, downloads, catalogue, config, log }: GatewayLorasParts): Promise<Loras> {
  const loras = await createLoras({
    kinds: engineKind,
    store: createLoraStore(database),
    downloads,
    baseModel(name) {
      const found = catalogue.resolve(name);
      return found === null || found.lora !== null ? null : baseModel(found.model);
    },
    bases: () =>
      config()
        .models.filter(mayHaveLoras)
        .map((model) => model.name),
    names: catalogue,
    roots: () => config().downloadRoots,
    insideRoots,
    inspect: inspectLora,
    check: checkLora,
    clock: systemClock,
    log,
  });
  catalogue.setLoras(loras.served());
  loras.subscribe(() => catalogue.setLoras(loras.served()));
  return loras;
}
