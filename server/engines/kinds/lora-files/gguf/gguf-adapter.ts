/** A LoRA adapter in one GGUF file, as `convert_lora_to_gguf.py` writes it. */
import { incompatible, type LoraFacts, type TensorShapes } from '../lora-facts.ts';
import type { GgufHeader } from './read-gguf.ts';

const textOf = ({ values }: GgufHeader, key: string): string | null => {
  const value = values.get(key);
  return typeof value === 'string' ? value : null;
};

/** A file without `general.type` is a model: adapters have had it from the beginning. */
export const isGgufAdapter = (header: GgufHeader): boolean => textOf(header, 'general.type') === 'adapter';

export const architectureOf = (header: GgufHeader): string | null => textOf(header, 'general.architecture');

/** The model is in several files, of which this is one: it has only some of the tensors. */
export const isSplit = ({ values }: GgufHeader): boolean => Number(values.get('split.count') ?? 0) > 1;

/** Throws `lora_incompatible`: a model, another sort of adapter, or tensors that make no LoRA adapter. */
export function ggufFacts(path: string, header: GgufHeader): LoraFacts {
  const { fault } = header;
  const type = textOf(header, 'general.type');
  if (type === 'model' || (type === null && fault === null)) {
    throw incompatible(`${path} is a whole model, not a LoRA adapter.`);
  }
  if (fault !== null) throw incompatible(`${path} is a broken GGUF file: ${fault}.`);
  if (type !== 'adapter') throw incompatible(`${path} is a GGUF file of the type "${type}", not a LoRA adapter.`);
  const sort = textOf(header, 'adapter.type');
  if (sort !== 'lora') throw incompatible(`${path} is an adapter of the type "${sort ?? 'unknown'}", not "lora".`);
  const architecture = architectureOf(header);
  if (architecture === null) throw incompatible(`${path} does not say for which architecture it is.`);
  const alpha = header.values.get('adapter.lora.alpha');
  return {
    format: 'gguf',
    path,
    rank: rankOf(path, header.tensors),
    alpha: typeof alpha === 'number' && Number.isFinite(alpha) ? alpha : null,
    architecture,
    baseModel: null,
    tensors: header.tensors,
  };
}

/** `X.lora_a` is in × rank, `X.lora_b` is rank × out; each needs the other. Of the embedding both are rank × size. */
function rankOf(path: string, tensors: TensorShapes): number {
  let rank = 0;
  for (const [name, shape] of tensors) {
    // llama.cpp ignores these, and ends at any other.
    if (name.endsWith('_norm.weight')) continue;
    const part = /\.lora_([ab])$/.exec(name);
    if (part === null) throw incompatible(`${path} has the tensor ${name}, which belongs to no LoRA adapter.`);
    const base = name.slice(0, -'.lora_a'.length);
    const [a, b] = [tensors.get(`${base}.lora_a`), tensors.get(`${base}.lora_b`)];
    if (a === undefined || b === undefined) {
      throw incompatible(
        `${path} is a broken LoRA adapter: of ${base}, one of the tensors lora_a and lora_b is missing.`,
      );
    }
    if (a[1] !== b[0] && !base.startsWith('token_embd.')) {
      throw incompatible(`${path} is a broken LoRA adapter: the ranks of ${base} are ${a[1]} and ${b[0]}.`);
    }
    if (part[1] === 'b') rank = Math.max(rank, shape[0] ?? 0);
  }
  if (rank === 0) throw incompatible(`${path} is a LoRA adapter without tensors.`);
  return rank;
}
