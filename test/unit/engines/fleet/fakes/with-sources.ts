// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${MODEL_PATH} and ${MODEL_DIR} are filled in at the start
import type { FetchedSource } from '../../../../../server/engines/fleet/index.ts';
import type { ModelConfig, SourceConfig, VariantConfig } from '../../../../../server/platform/config/config.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import { type FleetUnderTest, fleetUnderTest, modelConfig, variantConfig } from './fleet-under-test.ts';

export const sourceOf = (name: string, changes: Partial<SourceConfig> = {}): SourceConfig => ({
  uri: `hf://org/${name}`,
  outputDir: `/models/${name}`,
  files: null,
  ...changes,
});

export const fetchedVariant = (name: string, changes: Partial<VariantConfig> = {}): VariantConfig =>
  variantConfig({
    source: sourceOf(name),
    run: { by: 'command', command: ['engine', '-m', '${MODEL_PATH}', '--in=${MODEL_DIR}/x', '${PORT}'] },
    env: { HOME: '${MODEL_DIR}', KEEP: '${PORT}' },
    ...changes,
  });

export const fetchedModel = (name: string, changes: Partial<ModelConfig> = {}): ModelConfig =>
  modelConfig(name, { variants: [fetchedVariant(name)], ...changes });

interface Fetch {
  readonly model: string;
  readonly uri: string;
  done(): void;
  fail(error: unknown): void;
}

export interface WithSources extends FleetUnderTest {
  /** All that were asked for so far. */
  readonly fetches: Fetch[];
}

/** Fetches end when the test says so. */
export function withSources(
  models: readonly ModelConfig[],
  options: Parameters<typeof fleetUnderTest>[1] = {},
): WithSources {
  const fetches: Fetch[] = [];
  const under = fleetUnderTest(models, {
    fetchSource: (model, { source }) => {
      const { promise, resolve, reject } = Promise.withResolvers<FetchedSource>();
      const dir = source?.outputDir ?? '';
      const done = () => resolve({ dir, path: `${dir}/the.gguf` });
      fetches.push({ model: model.name, uri: source?.uri ?? '', done, fail: reject });
      return promise;
    },
    ...options,
  });
  return { ...under, fetches };
}

export const forbidden = () => new AppError('source_forbidden', 'The repository org/a has a gate that was not passed.');
