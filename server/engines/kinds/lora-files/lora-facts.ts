/** What is known of a LoRA adapter from its files alone. */
import { AppError } from '../../../platform/errors.ts';
import type { LoraFormat } from '../lora.ts';

/** Sizes by tensor name, in the order of the file format (safetensors: out, in; GGUF: in, out). */
export type TensorShapes = ReadonlyMap<string, readonly number[]>;

export interface LoraFacts {
  readonly format: LoraFormat;
  /** What an engine is to be given: the folder (peft) or the file (gguf). */
  readonly path: string;
  /** null: the files do not tell. */
  readonly rank: number | null;
  readonly alpha: number | null;
  /** GGUF's `general.architecture`; null with PEFT. */
  readonly architecture: string | null;
  /** PEFT's `base_model_name_or_path`; null with GGUF, or where it is empty. */
  readonly baseModel: string | null;
  /** null: the weights are in a form that is not looked into (`.bin`), or have too many tensors. */
  readonly tensors: TensorShapes | null;
}

/** The one error of the inspection. `message` begins with a capital and says what was found instead. */
export function incompatible(message: string, options?: ErrorOptions): AppError {
  return new AppError('lora_incompatible', message, { param: 'lora_path' }, options);
}
