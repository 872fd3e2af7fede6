/** LoRA adapters as `/v1/models` lists them beside the base model: vLLM, SGLang, and who speaks like them. */
import { askEngine, isRecord } from './engine-call.ts';
import type { EngineTarget } from './kind.ts';
import type { ListedLora } from './lora.ts';

/**
 * Entries with a `parent`, and those whose id is not the base model's own. A base model may be served under several
 * names (`parent: null`, another id): such an entry is a LoRA adapter only where the engine says no parents at all, and
 * with `parentNeeded` not even there.
 * null: the engine does not answer, or not with a list. Never throws.
 */
export async function listedLoras(
  target: EngineTarget,
  baseModel: string | null,
  timeoutMs: number,
  { parentNeeded = false } = {},
): Promise<readonly ListedLora[] | null> {
  const data = (await askEngine(target, '/v1/models', { timeoutMs }))?.['data'];
  if (!Array.isArray(data)) return null;
  return data.filter(isRecord).flatMap((entry) => {
    const { id, root, parent } = entry;
    if (typeof id !== 'string' || !isLora(id, parent, baseModel)) return [];
    if (parentNeeded && parent === undefined) return [];
    return [{ name: id, path: typeof root === 'string' && root !== id ? root : null, id: null }];
  });
}

function isLora(id: string, parent: unknown, baseModel: string | null): boolean {
  if (parent === undefined) return id !== baseModel;
  return typeof parent === 'string' && parent !== '' && id !== baseModel;
}
