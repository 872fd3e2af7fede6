/** Whether a GGUF adapter can belong to a base model in GGUF: what llama.cpp itself checks, before anything is started. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureOf, isGgufAdapter, isSplit } from '../gguf/gguf-adapter.ts';
import { type GgufHeader, readGguf } from '../gguf/read-gguf.ts';
import { incompatible, type LoraFacts } from '../lora-facts.ts';

/** Throws `lora_incompatible`. */
export async function checkGgufBase(facts: LoraFacts, files: string): Promise<void> {
  const base = await readBase(files);
  if (base === null) return;
  const architecture = architectureOf(base);
  if (facts.architecture !== null && architecture !== null && facts.architecture !== architecture) {
    throw incompatible(
      `${facts.path} is for a model of the architecture ${facts.architecture}, and the base model is ${architecture}.`,
    );
  }
  for (const [name, shape] of facts.tensors ?? []) checkTensor(facts, name, shape, base);
}

function checkTensor({ path, tensors }: LoraFacts, name: string, a: readonly number[], base: GgufHeader): void {
  if (!name.endsWith('.lora_a')) return;
  const changed = name.slice(0, -'.lora_a'.length);
  const shape = base.tensors.get(changed);
  const b = tensors?.get(`${changed}.lora_b`);
  if (shape === undefined) {
    // The first file of several has only some of the tensors.
    if (isSplit(base)) return;
    throw incompatible(`${path} changes ${changed}, which the base model does not have.`);
  }
  // The embedding is stored the other way round.
  const needs = changed.startsWith('token_embd.') ? [b?.[1], a[1]] : [a[0], b?.[1]];
  if (needs[0] === shape[0] && needs[1] === shape[1]) return;
  throw incompatible(
    `${path} is for a model whose ${changed} is ${needs.join(' × ')}; that of the base model is ${shape.slice(0, 2).join(' × ')}.`,
  );
}

/** null: not there yet, not one GGUF file, or not readable. That is no fault of the LoRA adapter. */
async function readBase(files: string): Promise<GgufHeader | null> {
  try {
    const file = (await stat(files)).isDirectory() ? await onlyModel(files) : files;
    const header = file === null ? null : await readGguf(file);
    return header === null || isGgufAdapter(header) ? null : header;
  } catch {
    return null;
  }
}

/** The one model in a folder; of a model in several files, the first. */
async function onlyModel(folder: string): Promise<string | null> {
  const names = (await readdir(folder)).filter((it) => /\.gguf$/i.test(it));
  const first = names.filter((it) => !/-\d{5}-of-\d{5}\.gguf$/i.test(it) || /-00001-of-\d{5}\.gguf$/i.test(it));
  return first.length === 1 ? join(folder, first[0] as string) : null;
}
