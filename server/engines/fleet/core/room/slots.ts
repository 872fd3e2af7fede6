/** Slots and fixed addresses: what is taken, and what is on its way to be free. Pure. */
import { type FleetState, inService, type Model } from '../state.ts';

/** All engines of a model with a fixed URL answer at that one address, so one must be gone before the next starts. */
export function addressTaken(model: Model): boolean {
  return hasAddress(model) && model.replicas.length > 0;
}

export function hasAddress(model: Model): boolean {
  return !model.remote && model.config.urls.length > 0;
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
