/** Which clocks of waiters stand still: their model loads, or room is being made for it. Pure. */
import { hasLora, mayGetLora } from './loras.ts';
import { isPreparing } from './plans/preparation.ts';
import { line, wantOf } from './room/room.ts';
import { outlookBehindAsks } from './rules/room-rules.ts';
import type { FleetState, Model, Waiter } from './state.ts';
import type { WaitClock } from './wait-clock.ts';

/** For each clock of models with waiters, whether it is held now. */
export function heldClocks(state: FleetState, now: number): Map<WaitClock, boolean> {
  const promised = roomPromised(state, now);
  const held = new Map<WaitClock, boolean>();
  for (const model of state.models.values()) {
    if (model.queue.length > 0) holdOf(state, model, promised.get(model) ?? -1, held);
  }
  return held;
}

/** The variant for which room is on its way, by model. */
function roomPromised(state: FleetState, now: number): Map<Model, number> {
  const promised = new Map<Model, number>();
  const outlook = outlookBehindAsks(state);
  if (outlook.isEmpty()) return promised;
  for (const want of line(state, now)) if (outlook.claim(want)) promised.set(want.model, want.variant);
  return promised;
}

/** The variant for which something is brought that those in the queue wait for now; -1: none. */
function awaitedPreparation(state: FleetState, model: Model): number {
  const want = wantOf(model);
  return want !== null && isPreparing(state, model, want.variant) ? want.variant : -1;
}

function holdOf(state: FleetState, model: Model, promised: number, held: Map<WaitClock, boolean>): void {
  const fetching = awaitedPreparation(state, model);
  held.set(model.fetchClock, fetching < 0);
  let ready = -1;
  const coming = Math.max(promised, fetching);
  let loading = coming;
  for (const { phase, variant, probe, remote } of model.replicas) {
    if (phase === 'ready') ready = Math.max(ready, variant);
    const loads = phase === 'starting' || (remote && phase === 'unready' && probe.last !== 'unreachable');
    if (loads) loading = Math.max(loading, variant);
  }
  model.clocks.forEach((clock, variant) => {
    held.set(clock, variant > ready && variant <= loading);
  });
  for (const waiter of model.queue) if (waiter.lora !== null) held.set(waiter.clock, loraHeld(waiter, coming));
}

function loraHeld(waiter: Waiter, coming: number): boolean {
  const { replicas } = waiter.model;
  if (replicas.some((replica) => hasLora(replica, waiter))) return false;
  return waiter.minVariant <= coming || replicas.some((replica) => mayGetLora(replica, waiter));
}
