/**
 * Whether a LoRA adapter can be loaded by an engine for a base model, as far as files and arguments prove it. Anything that
 * is not proven is left to the engine: it knows better, and its refusal reaches the caller too.
 */
import type { EngineKindName } from '../../../platform/config/config.ts';
import { checkGgufBase } from './base/check-gguf.ts';
import { checkPeftBase } from './base/check-peft.ts';
import { rankLimit } from './base/rank-limit.ts';
import { incompatible, type LoraFacts } from './lora-facts.ts';

export interface BaseFacts {
  readonly kind: EngineKindName;
  /** Its files, where the configuration tells (a .gguf, or a folder with it or with config.json). */
  readonly files: string | null;
  /** The name that the engine knows it by. */
  readonly engineModel: string;
  /** Its command line as we know it, without or with the binary; null: none is known. */
  readonly command: readonly string[] | null;
}

/** Throws `lora_incompatible`. A kind that takes no LoRA adapters at all is the caller's business. */
export async function checkLora(facts: LoraFacts, base: BaseFacts): Promise<void> {
  checkFormat(facts, base.kind);
  checkRank(facts, base);
  if (facts.format === 'peft') return checkPeftBase(facts, base.files, namesOf(base));
  if (base.files !== null) await checkGgufBase(facts, base.files);
}

function checkFormat({ format, path }: LoraFacts, kind: EngineKindName): void {
  const takesGguf = kind === 'llama.cpp' || kind === 'embedded';
  if (takesGguf && format === 'peft') {
    throw incompatible(
      `${path} is a PEFT adapter, and ${nameOf(kind)} takes GGUF files: convert it with llama.cpp's ` +
        '`convert_lora_to_gguf.py --base BASE_MODEL_FOLDER --outfile adapter.gguf ADAPTER_FOLDER`.',
    );
  }
  if (!takesGguf && format === 'gguf') {
    throw incompatible(`${path} is a GGUF file, and ${nameOf(kind)} takes the PEFT folder that it was made from.`);
  }
}

function checkRank({ rank, path }: LoraFacts, { kind, command }: BaseFacts): void {
  const limit = rankLimit(kind, command);
  if (limit === null || rank === null || rank <= limit.rank) return;
  const source = limit.said ? '--max-lora-rank' : '--max-lora-rank, where it is not given';
  throw incompatible(
    `${path} has rank ${rank}, and the engine takes ranks up to ${limit.rank} (${source}): ` +
      `start it with --max-lora-rank ${rank} or more.`,
  );
}

function nameOf(kind: EngineKindName): string {
  if (kind === 'embedded') return 'the embedded engine';
  return { vllm: 'vLLM', sglang: 'SGLang', openai: 'this engine', 'llama.cpp': 'llama.cpp' }[kind];
}

/** What the engine was told to load says more than the name that it answers to. */
function namesOf({ engineModel, command }: BaseFacts): readonly string[] {
  const words = command ?? [];
  const option = words.findIndex((it) => it === '--model' || it === '--model-path');
  const at = option >= 0 ? option : words.indexOf('serve');
  const named = at < 0 ? undefined : words[at + 1];
  return named === undefined ? [engineModel] : [named, engineModel];
}
