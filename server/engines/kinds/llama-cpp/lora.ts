/**
 * LoRA adapters on llama-server are fixed at its start. Each is given with scale 0, so that it does nothing until a
 * request asks for it by `lora: [{id, scale}]`; its id is its place on the command line, and is read back.
 */
import { AppError } from '../../../platform/errors.ts';
import { setMember } from '../../../platform/json-splice.ts';
import { callEngine, isRecord } from '../engine-call.ts';
import type { EngineTarget, RewriteInput } from '../kind.ts';
import type { ListedLora, LoraByRestart, LoraFile } from '../lora.ts';
import { withoutSelectors } from '../select-lora.ts';
import { rewriteLlamaCppRequest } from './rewrite-request.ts';

const selectors: readonly string[] = ['lora'];

/**
 * The routes that read `lora`, and those that only count. `/v1/messages` loses it when it is made into a chat, and
 * `/v1/embeddings` and `/v1/rerank` never look: all three would answer as the base model.
 */
const heeds: ReadonlySet<string> = new Set([
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/responses',
  '/v1/messages/count_tokens',
  '/tokenize',
  '/detokenize',
]);

export const llamaCppLora: LoraByRestart = {
  by: 'restart',
  formats: ['gguf'],
  selectors,
  serves: (path) => heeds.has(path),
  // It goes by numbers, and passes over those that it does not know.
  lacks: () => false,
  args: (files) => files.flatMap((file) => ['--lora-scaled', `${checkedPath(file)}:0`]),
  loaded,
  select(input, { name, id, baseModel }) {
    if (id === null) throw new Error(`LoRA adapter "${name}" has no id`);
    return setMember(asBase(input, baseModel), 'lora', [{ id, scale: 1 }]);
  },
  selectBase: (input, baseModel) => withoutSelectors(asBase(input, baseModel), input.body, selectors),
};

function asBase(input: RewriteInput, baseModel: string): Buffer {
  return rewriteLlamaCppRequest({ ...input, engineModel: baseModel });
}

/**
 * `--lora-scaled` takes `FILE:SCALE,…` and has no way to write a colon in FILE; commas and quotes divide or group files,
 * differently by version; `${…}` is filled in by the launcher.
 */
const unwritable = /[:,"\p{Cc}]|\$\{/u;

/** Throws `lora_incompatible` where the path cannot be written into llama-server's arguments. */
export function checkedPath({ name, path }: LoraFile): string {
  const found = unwritable.exec(path)?.[0];
  if (found === undefined) return path;
  throw new AppError(
    'lora_incompatible',
    `LoRA adapter "${name}": llama-server cannot be given a path with ${JSON.stringify(found)} in it (${path}); rename the file or its folder.`,
    { param: 'lora_path' },
  );
}

async function loaded(
  target: EngineTarget,
  _baseModel: string | null,
  timeoutMs: number,
): Promise<readonly ListedLora[] | null> {
  const answer = await callEngine(target, '/lora-adapters', { timeoutMs });
  if (!answer.answered || answer.status !== 200) return null;
  const list = parseArray(answer.body);
  if (list === null) return null;
  return list.filter(isRecord).flatMap(({ id, path }) => {
    if (typeof id !== 'number') return [];
    return [{ name: null, path: typeof path === 'string' ? path : null, id }];
  });
}

function parseArray(body: Buffer): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
