import { AppError } from '../../../platform/errors.ts';
import type { LoraCallResult } from '../../kinds/lora.ts';

type Refusal = Extract<LoraCallResult, { readonly ok: false }>;

const codes = {
  caller: 'lora_incompatible',
  setup: 'lora_conflict',
  engine: 'lora_load_failed',
  unreachable: 'lora_load_failed',
} as const satisfies Record<Refusal['fault'], string>;

/** The engine's refusal as our own error: the status follows whose fault it is. */
export function loraFault({ reason, fault, status }: Refusal, engineId: string): AppError {
  const fields = { engine: engineId, ...(status === null ? {} : { engine_status: status }) };
  return new AppError(codes[fault], reason, { fields });
}

export function loadFailed(message: string, engineId?: string): AppError {
  return new AppError('lora_load_failed', message, engineId === undefined ? {} : { fields: { engine: engineId } });
}
