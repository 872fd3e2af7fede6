/**
 * One change of what is wanted: kept first, then made so on every replica, and taken back everywhere where that fails.
 * Its callers see to it that changes of one model, and of one name, come one after the other.
 */
import { AppError } from '../../platform/errors.ts';
import type { StartingReplica } from '../fleet/index.ts';
import type { LoraRecord } from './lora.ts';
import type { LoraDeps } from './ports.ts';
import { loadFailed } from './replica/lora-fault.ts';
import type { Replicas } from './replica/replicas.ts';
import { untilRenewed } from './replica/until-renewed.ts';
import type { Wanted, WantedLora } from './wanted/wanted.ts';

export interface ChangeParts {
  readonly deps: Pick<LoraDeps, 'clock' | 'log' | 'baseModel'>;
  readonly wanted: Wanted;
  readonly replicas: Replicas;
  /** Calls back whenever engines of the model, or what they have, may have changed. */
  readonly onChange: (model: string, look: () => void) => () => void;
  /** What is being replaced now, by name: in force again where the gateway ends before its replacement is. */
  readonly replacing: Map<string, WantedLora>;
  /** Aborted with `shutting_down`. */
  readonly closing: AbortSignal;
}

/** Resolves when every replica in service has it. Throws the reason of the first that failed; then all is as before. */
export async function bringIn(record: LoraRecord, parts: ChangeParts): Promise<WantedLora> {
  const before = parts.wanted.get(record.name);
  const engines = engineIds(record.model, parts);
  const lora = await parts.wanted.put(record, before?.wanted ?? false);
  if (before?.wanted) parts.replacing.set(record.name, before);
  try {
    await makeSo(lora, engines, parts);
  } catch (error) {
    // Going down, the rest is done by close().
    if (!parts.closing.aborted) await takeBack(lora, before, parts);
    throw error;
  } finally {
    if (!parts.closing.aborted) parts.replacing.delete(record.name);
  }
  parts.wanted.serve(record.name);
  return lora;
}

/** Makes sure that it is where it shall be, changing nothing of what is wanted. */
export async function makeSure(lora: WantedLora, parts: ChangeParts): Promise<void> {
  await makeSo(lora, engineIds(lora.model, parts), parts);
  parts.wanted.serve(lora.name);
}

/**
 * Resolves when no replica that can be reached has it; the row goes when those that cannot are gone or have been told.
 * Throws `lora_load_failed`: it stays to be taken out, and is tried again.
 */
export async function takeOut(lora: WantedLora, parts: ChangeParts): Promise<void> {
  const engines = engineIds(lora.model, parts);
  await parts.wanted.put({ ...lora, wanted: false }, false);
  parts.replicas.fleet?.refuseLora(lora.model, lora.name, unloaded(lora));
  await makeAbsent(lora, engines, parts);
  await forgetIfGone(lora.name, parts);
}

const unloaded = ({ name }: WantedLora): AppError =>
  new AppError('model_not_found', `There is no model "${name}" any more: the LoRA adapter was unloaded.`, {
    param: 'model',
  });

/** Removes the row of one that is to go, once nobody has it any more. */
export async function forgetIfGone(name: string, { wanted, replicas, deps }: ChangeParts): Promise<void> {
  const lora = wanted.get(name);
  if (lora === null || lora.wanted) return;
  // Of a model that is gone nothing can be reached any more.
  const held = deps.baseModel(lora.model) !== null && isHeld(lora, replicas);
  if (!held) await wanted.remove(name);
}

function isHeld({ name, model }: WantedLora, replicas: Replicas): boolean {
  if (replicas.anyAway(model)) return true;
  // One that is being prepared may have begun when it was still wanted.
  return [...replicas.ready(model), ...replicas.preparing(model)].some(
    ({ id }) => !replicas.known(id)?.absent.has(name),
  );
}

/** Those of now, before anything is renewed. */
function engineIds(model: string, { replicas }: ChangeParts): ReadonlySet<string> {
  const all = replicas.fleet?.engines() ?? [];
  return new Set(all.filter((engine) => engine.model === model).map(({ id }) => id));
}

function restarts(model: string, { replicas, deps }: ChangeParts): boolean {
  return replicas.support(model)?.by === 'restart' && deps.baseModel(model)?.started === true;
}

async function makeSo(lora: WantedLora, before: ReadonlySet<string>, parts: ChangeParts): Promise<void> {
  const { replicas } = parts;
  for (const replica of replicas.preparing(lora.model)) void replicas.sync(replica, { eager: true });
  if (!restarts(lora.model, parts)) {
    await Promise.all(replicas.ready(lora.model).map((replica) => loadOn(replica, lora, parts)));
    return;
  }
  await Promise.all(replicas.ready(lora.model).map((replica) => replicas.sync(replica, { eager: true })));
  await renew(lora.model, before, parts, (id) => verdictOf(id, lora, replicas));
}

function verdictOf(engineId: string, { name, version }: WantedLora, replicas: Replicas): 'done' | 'wait' | AppError {
  const known = replicas.known(engineId)?.loras.get(name);
  if (known === undefined || known.version !== version || known.state === 'loading') return 'wait';
  return known.state === 'loaded' ? 'done' : (known.reason ?? loadFailed(`"${name}" was not loaded.`, engineId));
}

async function loadOn(replica: StartingReplica, lora: WantedLora, parts: ChangeParts): Promise<void> {
  const { loras } = await parts.replicas.sync(replica, { eager: true });
  const known = loras.get(lora.name);
  if (known?.state === 'loaded') return;
  if (isLeaving(replica.id, parts.replicas)) return;
  throw known?.reason ?? loadFailed(`The engine ${replica.id} does not answer.`, replica.id);
}

/** Stopped on purpose: its successor has it from the start. */
function isLeaving(engineId: string, { fleet }: Replicas): boolean {
  const state = fleet?.engine(engineId)?.state ?? 'stopped';
  return state === 'stopped' || state === 'draining';
}

async function makeAbsent(lora: WantedLora, before: ReadonlySet<string>, parts: ChangeParts): Promise<void> {
  const { replicas } = parts;
  const { name, model } = lora;
  const ready = replicas.ready(model);
  for (const replica of replicas.preparing(model)) void replicas.sync(replica);
  const results = await Promise.all(ready.map((replica) => replicas.sync(replica)));
  if (restarts(model, parts)) {
    return renew(model, before, parts, (id) => (replicas.known(id)?.absent.has(name) ? 'done' : 'wait'));
  }
  for (const [index, { absent, left }] of results.entries()) {
    const engineId = ready[index]?.id ?? '';
    if (absent.has(name) || isLeaving(engineId, replicas)) continue;
    const reason = left.get(name)?.message ?? 'it does not answer';
    throw loadFailed(`"${name}" could not be unloaded from the engine ${engineId}: ${reason}`, engineId);
  }
}

async function renew(
  model: string,
  before: ReadonlySet<string>,
  { replicas, deps, onChange, closing }: ChangeParts,
  verdict: (engineId: string) => 'done' | 'wait' | AppError,
): Promise<void> {
  const { fleet } = replicas;
  if (fleet === null) return;
  const count = replicas.ready(model).length;
  // Also when none runs: the next one is to be started with the new command line.
  fleet.renew(model);
  const engines = () => fleet.engines().filter((engine) => engine.model === model);
  if (!engines().some(({ state }) => state === 'starting' || state === 'ready' || state === 'draining')) return;
  await untilRenewed({
    clock: deps.clock,
    goneMs: replicas.limits.goneMs,
    engines,
    before,
    count,
    verdict,
    onChange: (look) => onChange(model, look),
    signal: closing,
  });
}

/** The reason of the failure is what the caller gets; what fails here is tried again by the repair. */
async function takeBack(lora: WantedLora, before: WantedLora | null, parts: ChangeParts): Promise<void> {
  const { replicas, deps } = parts;
  const { name, model } = lora;
  try {
    await putBack(before?.wanted ? before : { ...lora, wanted: false, served: false }, parts);
    if (restarts(model, parts)) comeBack(model, parts);
    await Promise.all(replicas.ready(model).map((replica) => replicas.sync(replica, { eager: true })));
    await forgetIfGone(name, parts);
  } catch (error) {
    deps.log.error({ lora: name, model, err: error }, 'a LoRA adapter that failed could not be taken back yet');
  }
}

/** A database that fails must not leave behind what the caller was told has failed. */
async function putBack(lora: WantedLora, { wanted, deps }: ChangeParts): Promise<void> {
  try {
    await wanted.put(lora, lora.served);
  } catch (error) {
    deps.log.error({ lora: lora.name, err: error }, 'the database could not be told that a LoRA adapter has failed');
    wanted.assume(lora, lora.served);
  }
}

/** Engines with the old set, at once: the failure of the new one must not count against it. */
function comeBack(model: string, { replicas, deps }: ChangeParts): void {
  const { fleet } = replicas;
  if (fleet === null) return;
  fleet.renew(model);
  fleet.start(model, null).catch((error: unknown) => {
    deps.log.error({ model, err: error }, 'the engine did not come back after a LoRA adapter failed');
  });
}
