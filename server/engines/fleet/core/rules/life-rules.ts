/** Rules about single replicas: probing, readiness in time, drains, idle unload. Pure. */
import { drain, type Effect } from '../effects.ts';
import * as messages from '../messages.ts';
import type { FleetState, Replica } from '../state.ts';

/** How long holders of revoked leases may take to give them back before the engine is stopped. */
export const revokeGraceMs = 1000;

/** Draining ones: revoke when the time is over, stop when nobody is left (or lets go). */
export function finishDrains(state: FleetState, now: number): Effect[] {
  const effects: Effect[] = [];
  for (const replica of state.replicas) {
    if (replica.phase !== 'draining' || !replica.drain) continue;
    const { revokedAt, revokeAt } = replica.drain;
    const lost = revokedAt !== null && now >= revokedAt + revokeGraceMs;
    if (replica.inFlight === 0 || lost) effects.push({ type: 'stop', replica });
    else if (revokedAt === null && now >= revokeAt) {
      effects.push({ type: 'revoke', replica, why: messages.engineStopped(replica.id) });
    }
  }
  return effects;
}

/** The launcher gave its engine only after the stop was decided. */
export function stopLateLaunches(state: FleetState): Effect[] {
  return state.replicas
    .filter((replica) => replica.phase === 'stopping' && replica.launched && !replica.stopSent)
    .map((replica): Effect => ({ type: 'stop', replica }));
}

/** What its readiness timeout ends: a start that takes too long, or one that was ready and answers no more. */
export function giveUp(state: FleetState, now: number): Effect[] {
  const effects: Effect[] = [];
  for (const replica of state.replicas) {
    if (now < giveUpAt(replica)) continue;
    const seconds = readyTimeoutMs(replica) / 1000;
    const said = replica.probe.reason ? ` (${replica.probe.reason})` : '';
    const reason =
      replica.phase === 'starting'
        ? `engine did not become ready in ${seconds} s${said}`
        : `engine did not answer its health check for ${seconds} s${said}`;
    effects.push({ type: 'give-up', replica, reason });
  }
  return effects;
}

export function giveUpAt(replica: Replica): number {
  if (replica.remote) return Number.POSITIVE_INFINITY;
  if (replica.phase === 'starting') return replica.startedAt + readyTimeoutMs(replica);
  return replica.phase === 'unready' ? replica.unreadySince + readyTimeoutMs(replica) : Number.POSITIVE_INFINITY;
}

function readyTimeoutMs(replica: Replica): number {
  return replica.model.config.variants[replica.variant]?.readyTimeoutMs ?? 60_000;
}

export function probeDue(state: FleetState, now: number): Effect[] {
  return state.replicas
    .filter((replica) => isProbed(replica) && now >= replica.probe.nextAt)
    .map((replica): Effect => ({ type: 'probe', replica }));
}

export function isProbed(replica: Replica): boolean {
  const { phase, target, probe } = replica;
  return target !== null && !probe.running && (phase === 'starting' || phase === 'ready' || phase === 'unready');
}

/** Never by default; not while anybody is on it or waits for its model. */
export function unloadIdle(state: FleetState, now: number): Effect[] {
  return state.replicas
    .filter((replica) => now >= unloadAt(replica) && replica.inFlight === 0 && replica.model.queue.length === 0)
    .map((replica) => drain(replica, 'idle', now));
}

/** When it will have been idle for long enough, if it is idle now. */
export function unloadAt(replica: Replica): number {
  const idleMs = replica.model.config.idleUnloadMs;
  if (replica.remote || replica.phase !== 'ready' || idleMs === null) return Number.POSITIVE_INFINITY;
  return replica.lastUsed + idleMs;
}
