/**
 * Which LoRA adapters an SGLang has. Newer ones list them in `/v1/models` with `parent`; the ones that first had the
 * routes list the base model only, which looks like having none. Those are asked to unload a name that nobody has: the
 * refusal names all that there are, and changes nothing.
 */
import { callEngine, isRecord, parseObject } from '../engine-call.ts';
import type { EngineTarget } from '../kind.ts';
import { listedLoras } from '../listed-models.ts';
import type { ListedLora } from '../lora.ts';

/** Holds a colon, which no LoRA adapter of the gateway may have in its name, nor of SGLang where `base:name` picks it. */
const nobody = 'roundhouse:none';

export async function loadedInSglang(
  target: EngineTarget,
  baseModel: string | null,
  timeoutMs: number,
): Promise<readonly ListedLora[] | null> {
  // An entry without a parent is the base model, whatever name it is served under.
  const listed = await listedLoras(target, baseModel, timeoutMs, { parentNeeded: true });
  if (listed !== null && listed.length > 0) return listed;
  const names = await namesByRefusal(target, timeoutMs);
  if (names === null) return listed;
  return names.map((name) => ({ name, path: null, id: null }));
}

/** null: the refusal says nothing of the kind, so that the list stands. */
async function namesByRefusal(target: EngineTarget, timeoutMs: number): Promise<readonly string[] | null> {
  const answer = await callEngine(target, '/unload_lora_adapter', { timeoutMs, json: { lora_name: nobody } });
  if (!answer.answered || answer.status >= 500) return null;
  const said = parseObject(answer.body)?.['error_message'];
  return typeof said === 'string' ? readKeys(said) : null;
}

/** `… Loaded LoRAs: odict_keys(['a', "it's"])` → the names; null where there is no such list. */
export function readKeys(message: string): readonly string[] | null {
  const inside = /_keys\(\[(.*)\]\)/s.exec(message)?.[1];
  if (inside === undefined) return null;
  const literals = inside.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/gs) ?? [];
  return literals.map(unquote);
}

/** A string as Python's `repr` writes it. */
function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gs, (_, x, u, long, plain) => {
      const code: string | undefined = x ?? u ?? long;
      if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
      return { n: '\n', r: '\r', t: '\t' }[plain as string] ?? (plain as string);
    });
}

/** Of a load or unload: the names and paths that the engine had right afterwards; null where it does not tell. */
export function loadedAdapters(body: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> | null {
  const { loaded_adapters: loaded } = body;
  return isRecord(loaded) ? new Map(Object.entries(loaded)) : null;
}
