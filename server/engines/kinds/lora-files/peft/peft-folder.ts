/** A LoRA adapter as the `peft` library writes it: a folder with `adapter_config.json` and its weights. */
import { join } from 'node:path';
import { readText } from '../file-bytes.ts';
import { incompatible, type LoraFacts, type TensorShapes } from '../lora-facts.ts';
import { parsePlainJson } from './plain-json.ts';
import { safetensorsShapes } from './safetensors-header.ts';

export const peftConfigFile = 'adapter_config.json';
const configBytesMax = 1024 * 1024;

/** The last two are pickles, which nobody here looks into. */
const weightFiles = ['adapter_model.safetensors', 'adapter_model.bin', 'adapter_model.pt'] as const;

/** `names`: what is in the folder. Throws `lora_incompatible`. */
export async function peftFacts(folder: string, names: readonly string[]): Promise<LoraFacts> {
  const config = await readConfig(join(folder, peftConfigFile));
  const weights = weightFiles.find((it) => names.includes(it));
  if (weights === undefined) {
    throw incompatible(`${folder} has ${peftConfigFile}, but no weights (${weightFiles.slice(0, 2).join(' or ')}).`);
  }
  const file = join(folder, weights);
  const tensors = weights.endsWith('.safetensors') ? await safetensorsShapes(file) : null;
  const ranks = tensors === null ? [] : loraRanks(tensors);
  if (tensors !== null && ranks.length === 0)
    throw incompatible(`${file} has no tensors of a LoRA adapter (lora_A, lora_B).`);
  const { r, lora_alpha: alpha, base_model_name_or_path: base } = config;
  return {
    format: 'peft',
    path: folder,
    // Engines go by the configuration; the weights tell where it says nothing.
    rank: isRank(r) ? r : ranks.length === 0 ? null : ranks.reduce((most, it) => Math.max(most, it), 0),
    alpha: typeof alpha === 'number' ? alpha : null,
    architecture: null,
    baseModel: typeof base === 'string' && base !== '' ? base : null,
    tensors,
  };
}

async function readConfig(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(path, configBytesMax);
  if (text === null) throw incompatible(`${path} is larger than ${configBytesMax} bytes: no configuration is.`);
  let config: Readonly<Record<string, unknown>>;
  try {
    config = parsePlainJson(text);
  } catch (error) {
    throw incompatible(`${path} is broken: ${(error as Error).message}.`, { cause: error });
  }
  const type = config['peft_type'];
  if (type === 'LORA') return config;
  if (typeof type !== 'string') throw incompatible(`${path} does not say that it is a LoRA adapter (\`peft_type\`).`);
  throw incompatible(`${path} describes a PEFT adapter of the type ${type.slice(0, 40)}, not LORA.`);
}

const isRank = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

/** `….lora_A.weight` is rank × in, `….lora_embedding_A` likewise. */
function loraRanks(tensors: TensorShapes): number[] {
  return [...tensors].flatMap(([name, shape]) => (/\.lora_(embedding_)?A(\.|$)/.test(name) ? [shape[0] ?? 0] : []));
}
