/** Brings a running engine to what is wanted by its own routes, and believes only what it lists afterwards. */
import type { AppError } from '../../../platform/errors.ts';
import type { EngineTarget } from '../../kinds/kind.ts';
import type { ListedLora, LoraByCall, LoraCallResult } from '../../kinds/lora.ts';
import type { LoraLimits } from '../ports.ts';
import type { WantedLora } from '../wanted/wanted.ts';
import type { KnownLora, SyncResult } from './known.ts';
import { loadFailed, loraFault } from './lora-fault.ts';

export interface SyncAsk<Support> {
  readonly support: Support;
  readonly engineId: string;
  readonly target: EngineTarget;
  /** The name that the engine knows its model by. */
  readonly baseModel: string;
  readonly wanted: readonly WantedLora[];
  readonly unwanted: readonly WantedLora[];
  /** What was known before. */
  readonly known: ReadonlyMap<string, KnownLora>;
  /** The engine may have been restarted since: what is known counts for nothing. */
  readonly doubt: boolean;
  /** Try again what has failed, however short ago. */
  readonly eager: boolean;
  /** Why its files may not be loaded any more; null: they may. Looks at the disk: not asked of what is loaded. */
  readonly placeFault: (lora: WantedLora) => AppError | null;
  readonly now: () => number;
  readonly limits: LoraLimits;
}

type Called = { readonly version: number; readonly result: LoraCallResult };

/** Never throws. Touches only what is wanted or to go: the engine may have others, which somebody else gave it. */
export async function syncByCall(ask: SyncAsk<LoraByCall>): Promise<SyncResult> {
  const before = await list(ask);
  const unloads = new Map<string, LoraCallResult>();
  for (const { name } of ask.unwanted) {
    if (before !== null && !has(before, name)) continue;
    unloads.set(name, await ask.support.unload(ask.target, name, ask.limits.callMs));
  }
  const loads = new Map<string, Called>();
  const outside = new Map<string, AppError>();
  for (const lora of ask.wanted) {
    if (isThere(ask, lora, before) || isLeftAlone(ask, lora)) continue;
    const fault = ask.placeFault(lora);
    if (fault !== null) {
      outside.set(lora.name, fault);
      continue;
    }
    const file = { name: lora.name, path: lora.path, inPlace: mayBeThere(ask, lora, before) };
    const result = await ask.support.load(ask.target, file, ask.limits.callMs);
    loads.set(lora.name, { version: lora.version, result });
  }
  const after = unloads.size + loads.size === 0 ? before : await list(ask);
  return judge(ask, { unloads, loads, outside, after });
}

const list = ({ support, target, baseModel, limits }: SyncAsk<LoraByCall>) =>
  support.loaded(target, baseModel, limits.listMs);

const has = (listed: readonly ListedLora[], name: string): boolean => listed.some((lora) => lora.name === name);

/** The right one, not just one of that name. Where the engine tells no path, what we did ourselves must do. */
function isThere(ask: SyncAsk<LoraByCall>, lora: WantedLora, listed: readonly ListedLora[] | null): boolean {
  const known = ask.known.get(lora.name);
  const ours = known?.state === 'loaded' && known.version === lora.version;
  if (listed === null) return ours && !ask.doubt;
  const found = listed.find((it) => it.name === lora.name);
  if (found === undefined) return false;
  if (found.path !== null && found.path !== lora.path) return false;
  if (ours) return true;
  // From before the gateway's own start: what the engine tells is all that there is to go by.
  return known === undefined && lora.restored;
}

function isLeftAlone({ known, eager, now }: SyncAsk<LoraByCall>, { name, version }: WantedLora): boolean {
  const failed = known.get(name);
  return !eager && failed?.state === 'failed' && failed.version === version && now() < failed.retryAt;
}

/** Loaded over: another version, one of somebody else, or nobody knows. */
function mayBeThere(ask: SyncAsk<LoraByCall>, { name }: WantedLora, listed: readonly ListedLora[] | null): boolean {
  return listed === null ? ask.doubt || ask.known.get(name)?.state === 'loaded' : has(listed, name);
}

interface Done {
  readonly unloads: ReadonlyMap<string, LoraCallResult>;
  readonly loads: ReadonlyMap<string, Called>;
  readonly outside: ReadonlyMap<string, AppError>;
  readonly after: readonly ListedLora[] | null;
}

function judge(ask: SyncAsk<LoraByCall>, { unloads, loads, outside, after }: Done): SyncResult {
  const loras = new Map<string, KnownLora>();
  for (const lora of ask.wanted) {
    const called = loads.get(lora.name);
    const fault = outside.get(lora.name);
    if (fault !== undefined) loras.set(lora.name, failed(ask, lora, fault));
    else if (called === undefined) loras.set(lora.name, unchanged(ask, lora, after));
    else loras.set(lora.name, loaded(ask, lora, called.result, after));
  }
  const absent = new Set<string>();
  const left = new Map<string, ReturnType<typeof loadFailed>>();
  for (const { name } of ask.unwanted) {
    const result = unloads.get(name);
    if (result === undefined || (result.ok && !(after !== null && has(after, name)))) absent.add(name);
    else if (!result.ok) left.set(name, loraFault(result, ask.engineId));
    else left.set(name, loadFailed(`The engine said that "${name}" is unloaded, and still lists it.`, ask.engineId));
  }
  return { loras, absent, left, listed: after !== null };
}

function unchanged(ask: SyncAsk<LoraByCall>, lora: WantedLora, after: readonly ListedLora[] | null): KnownLora {
  const known = ask.known.get(lora.name);
  if (known?.state === 'failed' && isLeftAlone(ask, lora)) return known;
  return good(lora, after);
}

function loaded(
  ask: SyncAsk<LoraByCall>,
  lora: WantedLora,
  result: LoraCallResult,
  after: readonly ListedLora[] | null,
): KnownLora {
  if (!result.ok) return failed(ask, lora, loraFault(result, ask.engineId));
  // Where the list cannot be had, the kind has read in the answer itself that it was done.
  if (after === null || has(after, lora.name)) return good(lora, after);
  const said = `The engine said that "${lora.name}" is loaded, but does not list it.`;
  return failed(ask, lora, loadFailed(said, ask.engineId));
}

function good({ name, version }: WantedLora, after: readonly ListedLora[] | null): KnownLora {
  const id = after?.find((it) => it.name === name)?.id ?? null;
  return { state: 'loaded', id, reason: null, version, tries: 0, retryAt: 0 };
}

const firstRetryMs = 15_000;
const longestRetryMs = 600_000;

export function failed(
  { known, now }: Pick<SyncAsk<unknown>, 'known' | 'now'>,
  { name, version }: WantedLora,
  reason: ReturnType<typeof loadFailed>,
): KnownLora {
  const before = known.get(name);
  const tries = before?.version === version ? before.tries + 1 : 1;
  const retryAt = now() + Math.min(longestRetryMs, firstRetryMs * 2 ** (tries - 1));
  return { state: 'failed', id: null, reason, version, tries, retryAt };
}
