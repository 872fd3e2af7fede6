/** Who needs room, in what order, and who makes it. Pure. */
import { sourceHere } from './sources.ts';
import type { FleetState, Model, Replica, Waiter } from './state.ts';
import { inService } from './state.ts';
import { readClock } from './wait-clock.ts';

/** A model that has waiters which nothing that runs or starts will serve. */
interface Want {
  readonly model: Model;
  /** One start of it serves all of them. */
  readonly variant: number;
  readonly oldest: Waiter;
}

/** The one answer to "does it fit?": today a slot, one day a budget of bytes. */
export function fits(state: FleetState, want: { readonly model: Model; readonly variant: number }): boolean {
  return freeSlots(state) > 0 && !addressTaken(want.model);
}

/** All engines of a model with a fixed URL answer at that one address, so one must be gone before the next starts. */
function addressTaken(model: Model): boolean {
  return !model.remote && model.config.urls.length > 0 && model.replicas.length > 0;
}

/** Whose end would make room for a model; null: for anybody. */
function candidates(state: FleetState, forModel: Model | null): Replica[] {
  const all = forModel && addressTaken(forModel) ? forModel.replicas : state.replicas;
  return all.filter((replica) => !replica.remote && isUp(replica));
}

export function freeSlots(state: FleetState): number {
  return state.slots - slotsHeld(state);
}

/** A slot is held from the start until the process is really gone. */
export function slotsHeld(state: FleetState): number {
  let held = 0;
  for (const replica of state.replicas) if (!replica.remote) held += 1;
  return held;
}

/** Slots that are on their way to be free. */
export function slotsFreeing(state: FleetState): number {
  let freeing = 0;
  for (const replica of state.replicas) if (!replica.remote && !inService(replica)) freeing += 1;
  return freeing;
}

/** The smallest variant that we can start and that fits; null: there is none. */
export function startableVariant(model: Model, minVariant: number): number | null {
  for (let variant = minVariant; variant < model.plans.length; variant++) {
    if (model.plans[variant]) return variant;
  }
  return null;
}

/** The largest variant that runs or starts; -1: none. Waiters up to it need no further start. */
export function coveredVariant(model: Model, except: Replica | null = null): number {
  let covered = -1;
  for (const replica of model.replicas) {
    if (replica !== except && inService(replica) && replica.variant > covered) covered = replica.variant;
  }
  return covered;
}

export function wantOf(model: Model): Want | null {
  if (model.remote || model.queue.length === 0) return null;
  const covered = coveredVariant(model);
  let oldest: Waiter | null = null;
  let need = -1;
  for (const waiter of model.queue) {
    if (waiter.minVariant <= covered) continue;
    if (oldest === null || waiter.lineSince < oldest.lineSince) oldest = waiter;
    if (waiter.minVariant > need) need = waiter.minVariant;
  }
  const variant = oldest === null ? null : startableVariant(model, need);
  return oldest === null || variant === null ? null : { model, variant, oldest };
}

/** When a swap is due for a waiter at the latest, on the clock of the wall: half of its `max_wait` after it came. */
function dueAt(want: Want): number {
  return want.oldest.lineSince + want.model.config.maxWaitMs / 2;
}

/** Everybody who needs room now, the one who is due first (the oldest, where `max_wait` is the same) first. */
export function line(state: FleetState, now: number): Want[] {
  const wants: Want[] = [];
  for (const model of state.models.values()) {
    if (model.trouble.notBefore > now) continue;
    const want = wantOf(model);
    if (want && sourceHere(model, want.variant)) wants.push(want);
  }
  return wants.sort((a, b) => dueAt(a) - dueAt(b) || a.oldest.seq - b.oldest.seq);
}

/** How long until a swap is due for it even if all are busy, in time that counts; 0 or less: now. */
export function dueInMs(want: Want, now: number): number {
  const { oldest, model } = want;
  return model.config.maxWaitMs / 2 - (countedWaitMs(oldest, now) - oldest.lineCountedMs);
}

/** How long a waiter has waited as far as it counts. */
export function countedWaitMs(waiter: Waiter, now: number): number {
  const counted = readClock(waiter.clock, now) - waiter.clockAt;
  const waitedMs = Math.max(counted, now - waiter.since - fetchedMs(waiter, now) - waiter.model.pauseCapMs);
  // Sums of fractions: a wait that is over must not seem to lack a billionth of a millisecond.
  return Math.round(waitedMs * 1000) / 1000;
}

/** For how long it has waited for a source. */
export function fetchedMs(waiter: Waiter, now: number): number {
  return readClock(waiter.model.fetchClock, now) - waiter.fetchAt;
}

/** The idle one that was not used for the longest time, or null. */
export function idleVictim(state: FleetState, forModel: Model | null): Replica | null {
  return first(
    candidates(state, forModel).filter((replica) => replica.inFlight === 0 && !isAwaited(replica, forModel)),
    (a, b) => a.lastUsed - b.lastUsed || dispensable(b, forModel) - dispensable(a, forModel),
  );
}

/** One that has to leave though it is busy: the one that has been ready for the longest time. */
export function busyVictim(state: FleetState, forModel: Model | null): Replica | null {
  return first(
    candidates(state, forModel),
    (a, b) => (a.readyAt ?? 0) - (b.readyAt ?? 0) || dispensable(b, forModel) - dispensable(a, forModel),
  );
}

/** A start that nobody waits for any more; it gives way only to somebody who has waited too long. */
export function unwantedStart(state: FleetState): Replica | null {
  for (const replica of state.replicas) {
    if (replica.remote || replica.phase !== 'starting') continue;
    if (state.asks.some((ask) => ask.replica === replica)) continue;
    if (!replica.model.queue.some((waiter) => waiter.minVariant <= replica.variant)) return replica;
  }
  return null;
}

/** Others wait for a LoRA adapter that it may be loading: idle only as it seems. */
function isAwaited({ model, variant }: Replica, forModel: Model | null): boolean {
  return model !== forModel && model.queue.some((waiter) => waiter.lora !== null && waiter.minVariant <= variant);
}

function isUp(replica: Replica): boolean {
  return replica.phase === 'ready' || replica.phase === 'unready';
}

/** Replicas above a model's first, and smaller variants of the model that needs room, leave before others. */
function dispensable(replica: Replica, forModel: Model | null): number {
  const isFurther = replica.model.replicas[0] !== replica;
  return (isFurther ? 1 : 0) + (replica.model === forModel ? 1 : 0);
}

function first<T>(items: T[], compare: (a: T, b: T) => number): T | null {
  return items.sort(compare)[0] ?? null;
}
