/** Which clocks of waiters stand still: their model loads, or room is being made for it. Pure. */

import { line, slotsFreeing } from './room.ts';
import { pendingAsks } from './rules/room-rules.ts';
import type { FleetState, Model } from './state.ts';

/** For each model with waiters, whether the clock of each of its variants is held now. */
export function heldClocks(state: FleetState, now: number): Map<Model, boolean[]> {
  const promised = roomPromised(state, now);
  const held = new Map<Model, boolean[]>();
  for (const model of state.models.values()) {
    if (model.queue.length > 0) held.set(model, heldOf(model, promised.get(model) ?? -1));
  }
  return held;
}

/** The variant for which a slot is on its way, by model. */
function roomPromised(state: FleetState, now: number): Map<Model, number> {
  const promised = new Map<Model, number>();
  let freeing = slotsFreeing(state) - pendingAsks(state);
  if (freeing <= 0) return promised;
  for (const want of line(state, now)) {
    if (freeing <= 0) break;
    freeing -= 1;
    promised.set(want.model, want.variant);
  }
  return promised;
}

function heldOf(model: Model, promised: number): boolean[] {
  let ready = -1;
  let loading = promised;
  for (const { phase, variant, probe, remote } of model.replicas) {
    if (phase === 'ready') ready = Math.max(ready, variant);
    const loads = phase === 'starting' || (remote && phase === 'unready' && probe.last !== 'unreachable');
    if (loads) loading = Math.max(loading, variant);
  }
  return model.clocks.map((_, variant) => variant > ready && variant <= loading);
}
