import { digestOf } from '../../../../../server/engines/launchers/index.ts';
import type { LeftEngine } from '../../../../../server/engines/launchers/launcher.ts';
import type { DockerRunConfig, ModelConfig, VariantConfig } from '../../../../../server/platform/config/config.ts';
import type { FakeEngine, FakeLauncher } from './fake-engines.ts';
import { type FleetUnderTest, fleetUnderTest, modelConfig, variantConfig } from './fleet-under-test.ts';

export const container: DockerRunConfig = { image: 'engine:1' };

export const dockerVariant = (name: string, changes: Partial<VariantConfig> = {}): VariantConfig =>
  variantConfig({ run: { by: 'command', command: ['engine', name] }, docker: container, ...changes });

export const dockerModel = (
  name: string,
  changes: Partial<VariantConfig> = {},
  model: Partial<ModelConfig> = {},
): ModelConfig => modelConfig(name, { variants: [dockerVariant(name, changes)], ...model });

interface Bringing {
  readonly model: string;
  readonly image: string;
  done(): void;
  fail(error: unknown): void;
}

export interface WithImages extends FleetUnderTest {
  /** All that were asked for so far. */
  readonly brought: Bringing[];
}

/** Images are there when the test says so. */
export function withImages(
  models: readonly ModelConfig[],
  options: Parameters<typeof fleetUnderTest>[1] = {},
): WithImages {
  const brought: Bringing[] = [];
  const under = fleetUnderTest(models, {
    bringImage: (model, { image }) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      brought.push({ model, image, done: resolve, fail: reject });
      return promise;
    },
    ...options,
  });
  return { ...under, brought };
}

/** What a gateway that was killed has left of an engine, for a fleet whose launcher this is. */
export function leftOf(
  { spec }: FakeEngine,
  launcher: FakeLauncher,
): LeftEngine & { readonly followed: () => boolean } {
  let followed = false;
  const gpus = spec.docker?.gpus;
  return {
    engineId: spec.engineId,
    specKey: digestOf(spec.specKey ?? ''),
    gpuIds: gpus && 'ids' in gpus ? gpus.ids : [],
    followed: () => followed,
    adopt() {
      followed = true;
      return launcher.run(spec);
    },
  };
}
