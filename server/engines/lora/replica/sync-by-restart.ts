/** Reads back what an engine got on its command line. What it lacks, another process has to bring. */
import { realpath } from 'node:fs/promises';
import { AppError } from '../../../platform/errors.ts';
import type { ListedLora, LoraByRestart } from '../../kinds/lora.ts';
import { fileFault, pathFault } from '../wanted/lora-files.ts';
import type { WantedLora } from '../wanted/wanted.ts';
import type { KnownLora, SyncResult } from './known.ts';
import { loadFailed } from './lora-fault.ts';
import { failed, type SyncAsk } from './sync-by-call.ts';

export interface RestartAsk extends SyncAsk<LoraByRestart> {
  /** The newest version of what was wanted when its command line was made. */
  readonly plannedVersion: number;
  /** Whether we start it ourselves. */
  readonly started: boolean;
}

/** Never throws. */
export async function syncByRestart(ask: RestartAsk): Promise<SyncResult> {
  const listed = await ask.support.loaded(ask.target, ask.baseModel, ask.limits.listMs);
  if (listed === null) return notListed(ask);
  const byPath = await idsByPath(listed, ask.wanted);
  const loras = new Map(ask.wanted.map((lora) => [lora.name, judge(ask, lora, byPath)]));
  const absent = new Set<string>();
  const left = new Map<string, AppError>();
  const wantedPaths = new Set(ask.wanted.map(({ path }) => path));
  for (const { name, path } of ask.unwanted) {
    // One that we do not start keeps it for good, and it does nothing: nobody asks for it any more.
    const held = ask.started && byPath.has(path) && !wantedPaths.has(path);
    if (held)
      left.set(name, loadFailed(`"${name}" is on the command line until the engine is restarted.`, ask.engineId));
    else absent.add(name);
  }
  return { loras, absent, left, listed: true };
}

function judge(ask: RestartAsk, lora: WantedLora, byPath: ReadonlyMap<string, number>): KnownLora {
  const { version, path } = lora;
  const id = byPath.get(path);
  if (id !== undefined) return { state: 'loaded', id, reason: null, version, tries: 0, retryAt: 0 };
  const reason = lacks(ask, lora);
  if (reason !== null) return failed(ask, lora, reason);
  return { state: 'loading', id: null, reason: null, version, tries: 0, retryAt: 0 };
}

/** Why it will not get it either; null: it is about to be replaced by one that has it. */
function lacks(
  { support, started, engineId, plannedVersion, placeFault }: RestartAsk,
  lora: WantedLora,
): AppError | null {
  const { name, path, version } = lora;
  const unwritable = pathFault({ name, path }, support);
  if (unwritable !== null) return unwritable;
  if (!started) {
    const message =
      `The engine ${engineId} is not started by this gateway and does not have "${name}": start it with ` +
      `${support.args([{ name, path }]).join(' ')}.`;
    return new AppError('lora_conflict', message, { fields: { engine: engineId } });
  }
  const outside = placeFault(lora);
  if (outside !== null) return outside;
  const fault = fileFault(path, support.formats);
  if (fault !== null) return loadFailed(`LoRA adapter "${name}" was left out: ${fault}.`, engineId);
  if (plannedVersion < version) return null;
  return loadFailed(`The engine was started with "${name}" (${path}), but does not list it.`, engineId);
}

/** Where one is missing, by the real path too: an engine of somebody else may have been given a symlink. */
async function idsByPath(
  listed: readonly ListedLora[],
  wanted: readonly WantedLora[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  const put = (path: string, id: number): void => void (ids.has(path) || ids.set(path, id));
  for (const { path, id } of listed) if (path !== null && id !== null) put(path, id);
  if (wanted.every(({ path }) => ids.has(path))) return ids;
  for (const [path, id] of [...ids]) put(await realpath(path).catch(() => path), id);
  return ids;
}

/** What it had it still has, unless it may have been restarted. */
function notListed({ wanted, unwanted, known, doubt, engineId }: RestartAsk): SyncResult {
  const unknown = { state: 'loading', id: null, reason: null, tries: 0, retryAt: 0 } as const;
  const loras = new Map<string, KnownLora>();
  for (const { name, version } of wanted) {
    const before = known.get(name);
    loras.set(name, before?.version === version && !doubt ? before : { ...unknown, version });
  }
  const reason = loadFailed('The engine does not say which LoRA adapters it has.', engineId);
  return { loras, absent: new Set(), left: new Map(unwanted.map(({ name }) => [name, reason])), listed: false };
}
