import type { EngineKindName } from '../../platform/config/config.ts';
import { embedded } from './embedded/index.ts';
import type { EngineKind } from './kind.ts';
import { llamaCpp } from './llama-cpp/index.ts';
import { openAi } from './openai/index.ts';
import { sglang } from './sglang/index.ts';
import { vllm } from './vllm/index.ts';

const kinds: Readonly<Record<EngineKindName, EngineKind>> = {
  embedded,
  'llama.cpp': llamaCpp,
  vllm,
  sglang,
  openai: openAi,
};

export const engineKindNames = Object.keys(kinds) as readonly EngineKindName[];

/** What the engines of a name speak. */
export function engineKind(name: EngineKindName): EngineKind {
  return kinds[name];
}
