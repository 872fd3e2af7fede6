import type { Gpu } from '../../../../../server/engines/launchers/devices/index.ts';
import type { GpusConfig, ModelConfig, VariantConfig } from '../../../../../server/platform/config/config.ts';
import type { FakeEngine, FakeLauncher } from './fake-engines.ts';
import { modelConfig, variantConfig } from './fleet-under-test.ts';

export const gpusOf = (...indexes: number[]): Gpu[] => indexes.map((index) => ({ index, uuid: null, name: null }));

export const gpuVariant = (name: string, gpus: GpusConfig, changes: Partial<VariantConfig> = {}): VariantConfig =>
  variantConfig({ run: { by: 'command', command: ['engine', name] }, gpus, ...changes });

export const gpuModel = (name: string, gpus: GpusConfig, changes: Partial<ModelConfig> = {}): ModelConfig =>
  modelConfig(name, { variants: [gpuVariant(name, gpus)], ...changes });

/** The GPUs that it sees, as it was told. */
export const seenBy = ({ spec }: FakeEngine): string | undefined => spec.env['CUDA_VISIBLE_DEVICES'];

/** Engines that run now, each with its GPUs: `a: 0,1`. */
export const runningOn = ({ started }: FakeLauncher): string[] =>
  started
    .filter(({ status }) => status === 'running')
    .map((engine) => `${engine.spec.command[1]}: ${seenBy(engine) ?? 'all'}`);
