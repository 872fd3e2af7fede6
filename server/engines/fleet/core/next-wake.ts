/** When the loop has to look again though nothing has happened. Pure. */

import { countedWaitMs, dueInMs, fetchedMs, line } from './room/room.ts';
import { giveUpAt, isProbed, revokeGraceMs, unloadAt } from './rules/life-rules.ts';
import { type FleetState, isOutdated, type Model, type Replica, type Waiter } from './state.ts';
import type { WaitClock } from './wait-clock.ts';

/** The next moment at which a rule may have something to do; Infinity: none. */
export function nextWake(state: FleetState, now: number): number {
  let at = Number.POSITIVE_INFINITY;
  for (const replica of state.replicas) at = Math.min(at, replicaWake(replica, now));
  for (const model of state.models.values()) at = Math.min(at, modelWake(model, now));
  if (state.waiting === 0) return at;
  for (const want of line(state, now)) {
    // Whose clock is held has room promised.
    if (!want.oldest.clock.held) at = Math.min(at, laterThan(now, now + dueInMs(want, now)));
  }
  return at;
}

function replicaWake(replica: Replica, now: number): number {
  let at = giveUpAt(replica);
  if (isProbed(replica)) at = Math.min(at, replica.probe.nextAt);
  if (replica.phase === 'draining' && replica.drain) {
    const { revokedAt, revokeAt } = replica.drain;
    at = Math.min(at, revokedAt === null ? revokeAt : revokedAt + revokeGraceMs);
  }
  const idleMs = replica.model.config.idleUnloadMs;
  // A busy one is looked at again when it could at the earliest have been idle for long enough: no timer per request.
  if (idleMs !== null && unloadAt(replica) !== Number.POSITIVE_INFINITY) {
    at = Math.min(at, replica.inFlight === 0 ? laterThan(now, unloadAt(replica), idleMs) : now + idleMs);
  }
  const waitsForIt = replica.failingUntil > now && replica.model.queue.length > 0;
  return waitsForIt ? Math.min(at, replica.failingUntil) : at;
}

function modelWake(model: Model, now: number): number {
  let at = Number.POSITIVE_INFINITY;
  const { trouble } = model;
  const startsLater =
    model.wish !== null || model.queue.length > 0 || model.config.preload || model.replicas.some(isOutdated);
  if (startsLater && trouble.failed === null) {
    at = Math.min(at, laterThan(now, trouble.notBefore), laterThan(now, trouble.retryAt));
  }
  const seen = new Set<WaitClock>();
  for (const waiter of model.queue) {
    // Whoever came later with the same need runs out of time later.
    if (seen.has(waiter.clock)) continue;
    seen.add(waiter.clock);
    at = Math.min(at, timeoutAt(waiter, now));
  }
  return at;
}

function timeoutAt(waiter: Waiter, now: number): number {
  const { model, clock } = waiter;
  const { maxWaitMs } = model.config;
  if (clock.held && !model.fetchClock.held) return Number.POSITIVE_INFINITY;
  const latest = waiter.since + fetchedMs(waiter, now) + maxWaitMs + model.pauseCapMs;
  return clock.held ? latest : Math.min(latest, now + maxWaitMs - countedWaitMs(waiter, now));
}

/** A moment that has passed asks for nothing, unless `again` says when to look after it. */
function laterThan(now: number, at: number, again = Number.POSITIVE_INFINITY): number {
  return at > now ? at : now + again;
}
