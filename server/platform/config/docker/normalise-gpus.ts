import type { Check } from '../normalise/check.ts';
import type { KeyPath } from '../problems.ts';
import type { GpusConfig } from './docker-config.ts';
import type { GpusFile } from './docker-schema.ts';

/** Their numbers; null: whatever nvidia-smi finds. */
export function normaliseMachineGpus(file: number | number[] | undefined, check: Check): readonly number[] | null {
  if (file === undefined) return null;
  if (typeof file === 'number') return Array.from({ length: file }, (_, index) => index);
  if (new Set(file).size < file.length) check.problem(['gpus'], 'holds a number twice; remove one of them');
  return file;
}

export interface GpuPlace {
  readonly check: Check;
  readonly path: KeyPath;
  /** Those of the machine; null: not known yet. */
  readonly known: readonly number[] | null;
}

export function normaliseGpus(file: GpusFile, { check, path, known }: GpuPlace): GpusConfig {
  const request = requestOf(file);
  const listed = `the key \`gpus\` at the top has ${known?.length ? known.join(', ') : 'none'}`;
  if ('count' in request) {
    if (known !== null && request.count > known.length)
      check.problem(path, `asks for ${request.count} GPUs, and ${listed}`);
    return request;
  }
  if (new Set(request.ids).size < request.ids.length) check.problem(path, 'names a GPU twice');
  const missing = known === null ? [] : request.ids.filter((id) => !known.includes(id));
  if (missing.length > 0) check.problem(path, `there is no GPU ${missing.join(', ')}: ${listed}`);
  return request;
}

function requestOf(file: GpusFile): GpusConfig {
  if (typeof file === 'number') return file === 0 ? { ids: [] } : { count: file };
  if (Array.isArray(file)) return { ids: file };
  return file;
}

/** The variables by which engines are told of their GPUs: they are ours where `gpus` is said. */
const told = ['CUDA_VISIBLE_DEVICES', 'CUDA_DEVICE_ORDER', 'NVIDIA_VISIBLE_DEVICES'];

export function checkGpuEnv(env: Readonly<Record<string, string>>, path: KeyPath, check: Check): void {
  for (const name of told)
    if (Object.hasOwn(env, name)) check.problem([...path, name], 'is set by `gpus`; remove one of them');
}
