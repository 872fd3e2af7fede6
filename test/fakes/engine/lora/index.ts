import type { FakeOptions } from '../options.ts';
import { llamaCppLoraFake } from './llama-cpp.ts';
import { type LoraFake, noLora } from './lora-fake.ts';
import { sglangLoraFake } from './sglang.ts';
import { vllmLoraFake } from './vllm.ts';

export type { LoraFake, LoraReply } from './lora-fake.ts';

/** By the fake's kind and flags. */
export function createLoraFake({ kind, name, lora }: FakeOptions): LoraFake {
  const { maxRank, table } = lora;
  if (kind === 'llama.cpp') return llamaCppLoraFake(lora.started);
  if (kind === 'vllm') return lora.enabled ? vllmLoraFake({ base: name, maxRank, table }) : noLora;
  if (kind !== 'sglang') return noLora;
  const { enabled, unlisted, deafToUnload } = lora;
  return sglangLoraFake({ base: name, enabled, maxRank, table, unlisted, deafToUnload });
}
