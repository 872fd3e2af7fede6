import type { ErrorCode } from '../../../contract/errors.ts';
import { EngineRefusal } from '../../edge/errors/engine-refusal.ts';
import type { EngineError } from '../../engines/kinds/kind.ts';
import type { LoraCallResult } from '../../engines/kinds/lora.ts';
import { AppError } from '../../platform/errors.ts';

type Refused = Extract<LoraCallResult, { readonly ok: false }>;

const codes: Readonly<Record<Refused['fault'], ErrorCode>> = {
  caller: 'lora_incompatible',
  setup: 'lora_conflict',
  engine: 'lora_load_failed',
  unreachable: 'engine_unreachable',
};

/** Why a LoRA adapter was not loaded, in the engine's words. */
export const loadFault = (name: string, { fault, reason }: Refused): AppError =>
  new AppError(codes[fault], `The LoRA adapter "${name}" was not loaded. ${reason}`, { param: 'lora_name' });

export const engineFault = (message: string): AppError => new AppError('engine_unreachable', message);

/** The engine's own error, unless it is about a route that it does not have. */
export function unloadRefused(path: string, error: EngineError): Error {
  const hasNoRoute = error.status === 404 && error.error.message === 'Not Found';
  if (!hasNoRoute) return new EngineRefusal(error);
  return new AppError(
    'lora_conflict',
    `The engine has no ${path}: vLLM has it with --enable-lora and VLLM_ALLOW_RUNTIME_LORA_UPDATING=True in its environment.`,
  );
}
