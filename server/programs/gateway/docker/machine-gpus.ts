import type { Gpu } from '../../../engines/launchers/devices/index.ts';
import type { Config } from '../../../platform/config/config.ts';

/** Those that the configuration names; null: whatever the machine has. */
export function gpusOf({ gpus }: Pick<Config, 'gpus'>): readonly Gpu[] | null {
  return gpus?.map((index) => ({ index, uuid: null, name: null })) ?? null;
}
