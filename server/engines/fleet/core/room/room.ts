/** Who needs room, in what order, and since when. Pure. */
import { isPrepared } from '../plans/preparation.ts';
import { type FleetState, inService, type Model, type Replica, type Waiter } from '../state.ts';
import { readClock } from '../wait-clock.ts';

/** A model that has waiters which nothing that runs or starts will serve. */
interface Want {
  readonly model: Model;
  /** One start of it serves all of them. */
  readonly variant: number;
  readonly oldest: Waiter;
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
  // Looked at often while many wait: mostly for what runs already.
  if (covered >= model.plans.length - 1) return null;
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
    if (want && isPrepared(state, model, want.variant)) wants.push(want);
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
