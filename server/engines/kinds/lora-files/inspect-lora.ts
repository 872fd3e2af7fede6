/** Says what a path holds, before any engine is asked to load it. Reads headers only, and never more than a few MB. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotRead } from './file-bytes.ts';
import { ggufFacts, isGgufAdapter } from './gguf/gguf-adapter.ts';
import { type GgufHeader, readGguf } from './gguf/read-gguf.ts';
import { incompatible, type LoraFacts } from './lora-facts.ts';
import { peftConfigFile, peftFacts } from './peft/peft-folder.ts';

/** So many GGUF files of one folder are looked into. */
const ggufFilesMax = 32;

/**
 * A PEFT folder, a GGUF file, or a folder that holds exactly one GGUF LoRA adapter. Throws `lora_incompatible`, which says
 * what was found instead. Whether the path may be read at all is the caller's business.
 */
export async function inspectLora(path: string): Promise<LoraFacts> {
  const isFolder = await stat(path).then(
    (it) => it.isDirectory(),
    (error: unknown) => {
      throw cannotRead(path, error);
    },
  );
  return isFolder ? inspectFolder(path) : inspectFile(path);
}

async function inspectFile(path: string): Promise<LoraFacts> {
  const header = await readGguf(path);
  if (header !== null) return ggufFacts(path, header);
  const isPart = /(^|\/)(adapter_config\.json|adapter_model\.(safetensors|bin|pt))$/.test(path);
  if (isPart) throw incompatible(`${path} is a part of a PEFT adapter: give the folder that it is in.`);
  throw incompatible(`${path} is neither a GGUF file nor a folder with ${peftConfigFile}.`);
}

async function inspectFolder(path: string): Promise<LoraFacts> {
  const names = await readdir(path).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
  if (names.includes(peftConfigFile)) return peftFacts(path, names);
  const ggufs = names.filter((it) => /\.gguf$/i.test(it)).sort();
  if (ggufs.length > 0) return onlyAdapter(path, ggufs);
  if (names.length === 0) throw incompatible(`${path} is an empty folder.`);
  const hasWeights = names.some((it) => /\.(safetensors|bin|pt)$/.test(it));
  if (names.includes('config.json') && hasWeights) {
    throw incompatible(`${path} holds a whole model, not a LoRA adapter: it has config.json and no ${peftConfigFile}.`);
  }
  if (hasWeights) throw incompatible(`${path} holds weights without ${peftConfigFile}, which says what they are.`);
  throw incompatible(`${path} holds no LoRA adapter: neither ${peftConfigFile} nor a GGUF file.`);
}

async function onlyAdapter(folder: string, names: readonly string[]): Promise<LoraFacts> {
  if (names.length > ggufFilesMax)
    throw incompatible(`${folder} holds ${names.length} GGUF files: name the one that is meant.`);
  const found: [path: string, header: GgufHeader][] = [];
  for (const name of names) {
    const path = join(folder, name);
    const header = await readGguf(path);
    if (header !== null) found.push([path, header]);
  }
  const adapters = found.filter(([, header]) => isGgufAdapter(header));
  const [only] = adapters.length > 0 ? adapters : found;
  if (only === undefined) throw incompatible(`${folder} holds no LoRA adapter: ${names[0]} is not a GGUF file.`);
  if (adapters.length > 1)
    throw incompatible(`${folder} holds ${adapters.length} GGUF adapters: name the one that is meant.`);
  return ggufFacts(...only);
}
