/**
 * Replicas whose command line is another one since `renew` are replaced one after the other, so that a model that is
 * asked for is never without an engine where there are slots enough. Pure.
 */
import { drain, type Effect, start } from '../effects.ts';
import { isPrepared } from '../plans/preparation.ts';
import { fits } from '../room/outlook.ts';
import { type FleetState, inService, isOutdated, type Model, type Replica } from '../state.ts';

export function renewOutdated(state: FleetState, now: number): Effect[] {
  for (const model of state.models.values()) {
    const step = model.replicas.some(isOutdated) ? renewStep(state, model, now) : null;
    if (step) return [step];
  }
  return [];
}

function renewStep(state: FleetState, model: Model, now: number): Effect | null {
  const relieved = model.replicas.find(isRelieved);
  if (relieved) return drain(relieved, 'config', now);
  const outdated = model.replicas.filter(isOutdated);
  // Outdated before it was ready, while the one that it was to replace still serves; or nobody has use for it.
  const idle =
    outdated.find((replica) => stands(replica.replaces)) ?? outdated.find((replica) => !isAwaited(state, replica));
  if (idle) return drain(idle, 'config', now, !stands(idle.replaces));
  if (model.renewal === 'failed' || isUnderWay(model, now)) return null;
  const next = outdated.filter((replica) => replica.phase !== 'starting').sort(leastUsed)[0];
  if (!next || !isPrepared(state, model, next.variant)) return null;
  if (fits(state, next)) return start(model, next.variant, { replaces: next });
  // Without room for both at once the old one goes first, one at a time.
  return model.replicas.some(isLeaving) ? null : drain(next, 'config', now, true);
}

/** The one that was started in its place is ready. */
function isRelieved(replica: Replica): boolean {
  const heir = replica.model.replicas.find((other) => other.replaces === replica);
  return isOutdated(replica) && heir?.phase === 'ready' && !isOutdated(heir);
}

function stands(replica: Replica | null): boolean {
  return replica !== null && inService(replica);
}

/** A start that somebody waits for is let through: it serves them first, and is renewed then. Others are always "awaited". */
function isAwaited(state: FleetState, replica: Replica): boolean {
  if (replica.phase !== 'starting') return true;
  if (state.asks.some((ask) => ask.replica === replica)) return true;
  return replica.model.queue.some((waiter) => waiter.lora === null && waiter.minVariant <= replica.variant);
}

/** One of the model starts, for whatever reason, or is about to; or none of it may be started now. */
function isUnderWay(model: Model, now: number): boolean {
  const { trouble, wish, replicas } = model;
  if (wish !== null || trouble.failed !== null || trouble.notBefore > now) return true;
  return replicas.some((replica) => replica.phase === 'starting' || (isLeaving(replica) && replica.replace));
}

function isLeaving(replica: Replica): boolean {
  return replica.drain?.cause === 'config' && !inService(replica);
}

function leastUsed(a: Replica, b: Replica): number {
  return a.inFlight - b.inFlight || a.lastUsed - b.lastUsed;
}
