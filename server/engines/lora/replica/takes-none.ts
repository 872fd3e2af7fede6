import { AppError } from '../../../platform/errors.ts';
import type { WantedLora } from '../wanted/wanted.ts';
import type { SyncResult } from './known.ts';
import { failed, type SyncAsk } from './sync-by-call.ts';

/** The configuration gave the model another engine since: nothing can be loaded, and nothing is there to unload. */
export function takesNone(
  ask: Pick<SyncAsk<unknown>, 'wanted' | 'unwanted' | 'known' | 'now' | 'engineId'>,
): SyncResult {
  const fault = ({ name }: WantedLora): AppError =>
    new AppError('not_supported', `The engine ${ask.engineId} takes no LoRA adapters, so it has no "${name}".`);
  return {
    loras: new Map(ask.wanted.map((lora) => [lora.name, failed(ask, lora, fault(lora))])),
    absent: new Set(ask.unwanted.map(({ name }) => name)),
    left: new Map(),
    listed: true,
  };
}
