/** Rules about waiters: who is served, and who is told that they will not be. Pure. */
import type { Effect } from '../effects.ts';
import { loraRefusal } from '../loras.ts';
import * as messages from '../messages.ts';
import { pickReplica, type Seat } from '../pick-replica.ts';
import { planProblem } from '../plans/plan-problem.ts';
import { countedWaitMs, coveredVariant, startableVariant } from '../room/room.ts';
import type { FleetState, Model, Replica, Waiter } from '../state.ts';

/** At shutdown nobody waits any longer. */
export function refuseAll(state: FleetState): Effect[] {
  if (!state.closing || state.waiting === 0) return [];
  const why = messages.shuttingDown();
  const waiters = [...state.models.values()].flatMap((model) => model.queue);
  return [
    ...waiters.map((waiter): Effect => ({ type: 'reject', waiter, why })),
    ...state.asks.map((ask): Effect => ({ type: 'answer-ask', ask, with: why })),
  ];
}

interface PlannedSeat extends Seat {
  readonly replica: Replica;
}

/** First come, first served; a waiter that needs a larger variant does not hold up those behind it. */
export function grant(state: FleetState, now: number): Effect[] {
  const effects: Effect[] = [];
  for (const model of state.models.values()) if (model.queue.length > 0) grantFor(model, now, effects);
  return effects;
}

function grantFor(model: Model, now: number, effects: Effect[]): void {
  const seats = model.replicas.filter((replica) => replica.phase === 'ready').map(seatOf);
  let turn = model.turn;
  for (const waiter of model.queue) {
    if (!seats.some((seat) => seat.inFlight < seat.room)) return;
    const seat = pickReplica(seats, waiter.minVariant, waiter.lora, () => now);
    if (!seat) continue;
    seat.inFlight += 1;
    turn += 1;
    seat.turn = turn;
    effects.push({ type: 'grant', waiter, replica: seat.replica });
  }
}

function seatOf(replica: Replica): PlannedSeat {
  const { phase, variant, room, inFlight, turn, failingUntil, loras } = replica;
  return { phase, variant, room, inFlight, turn, failingUntil, loras, replica };
}

/** Over `max_wait`, or nothing will ever serve them. */
export function rejectHopeless(state: FleetState, now: number): Effect[] {
  const effects: Effect[] = [];
  for (const model of state.models.values()) {
    if (model.queue.length === 0) continue;
    const covered = coveredVariant(model);
    model.queue.forEach((waiter, index) => {
      const why = hopeless(state, waiter, covered, now) ?? overdue(model, waiter, index, now);
      if (why) effects.push({ type: 'reject', waiter, why });
    });
  }
  return effects;
}

function overdue(model: Model, waiter: Waiter, index: number, now: number) {
  return countedWaitMs(waiter, now) >= model.config.maxWaitMs ? messages.queueTimeout(model, index + 1) : null;
}

function hopeless(state: FleetState, waiter: Waiter, covered: number, now: number) {
  const { model } = waiter;
  const refusal = loraRefusal(waiter);
  if (refusal) return refusal;
  if (model.remote) return remoteHopeless(model, waiter);
  if (waiter.minVariant <= covered || model.trouble.notBefore > now) return null;
  if (model.trouble.failed !== null) return messages.startFailed(model, model.trouble.failed);
  const variant = startableVariant(model, waiter.minVariant);
  if (variant === null) return messages.unavailable(model, 'no variant that fits has a command.');
  return planProblem(state, model, variant);
}

/** Every remote replica has been asked since the waiter came, and nobody is there. */
function remoteHopeless(model: Model, waiter: Waiter) {
  const dead = (replica: Replica) =>
    replica.phase === 'unready' && replica.probe.last === 'unreachable' && replica.probe.seq > waiter.seq;
  const staying = model.replicas.filter((replica) => replica.phase !== 'draining' && replica.phase !== 'stopping');
  if (!staying.every(dead)) return null;
  const reasons = staying.map((replica) => `${replica.key}: ${replica.probe.reason ?? 'does not answer'}`);
  return messages.unavailable(model, `${reasons.join('; ') || 'it has no URL'}.`);
}
