import type { LoraFile } from '../../../../../server/engines/kinds/lora.ts';
import { type Behaviour, wellBehaved } from './fake-engines.ts';
import {
  type FleetUnderTest,
  fleetUnderTest,
  loaded,
  modelConfig,
  type Request,
  variantConfig,
} from './fleet-under-test.ts';

export const byModel = variantConfig({ run: { by: 'model', model: 'a.gguf', args: [] } });
const fileOf = (name: string): LoraFile => ({ name, path: `/loras/${name}` });

export const revokedFor = (request: Request) => request.revoked?.code ?? null;

/** A model whose LoRA adapters are on its command line. */
export interface Renewable extends FleetUnderTest {
  /** Sets the LoRA adapters that the model is to be started with, and asks for it. */
  renew(...names: string[]): void;
  /** The same, but nobody asks: files have gone or come. */
  find(...names: string[]): void;
  /** `a-1 ready`, of all that live. */
  states(): string[];
  /** Of how many LoRA adapters each live engine was started, by id. */
  lorasOnCommandLines(): Record<string, number>;
}

/** Engines whose LoRA adapters are on their command lines; each has what it was started with. */
export function renewable(changes: object = {}, options: Parameters<typeof fleetUnderTest>[1] = {}): Renewable {
  let files: LoraFile[] = [];
  const model = modelConfig('a', { variants: [byModel], ...changes });
  const lorasOf = (id: string) => under.launcher.engine(id).spec.command.filter((item) => item.startsWith('--lora='));
  const under: FleetUnderTest = fleetUnderTest([model, modelConfig('b')], {
    loraFiles: (name) => (name === 'a' ? files : []),
    beforeReady: async ({ id }) =>
      new Map(lorasOf(id).map((item, index) => [item.slice('--lora=/loras/'.length), loaded(index)])),
    ...options,
  });
  const live = () => under.fleet.engines().filter((engine) => engine.processStatus === 'running');
  return {
    ...under,
    renew: (...names) => {
      files = names.map(fileOf);
      under.fleet.renew('a');
    },
    find: (...names) => {
      files = names.map(fileOf);
    },
    states: () => live().map((engine) => `${engine.id} ${engine.state}`),
    lorasOnCommandLines: () => Object.fromEntries(live().map((engine) => [engine.id, lorasOf(engine.id).length])),
  };
}

export const dies: Behaviour = {
  ...wellBehaved,
  loadMs: Number.POSITIVE_INFINITY,
  exitsAfterMs: 200,
  exit: { code: 1 },
};
