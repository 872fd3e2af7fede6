/**
 * What there is room for, now and when those that leave are gone: slots, GPUs, fixed addresses. Those who come first claim
 * theirs, so that nobody behind them takes it. Pure.
 */
import type { GpuHold } from '../../../launchers/devices/index.ts';
import { type FleetState, inService, type Replica } from '../state.ts';
import { gpusFor, gpusWanted, holdsOf, type Wanted } from './gpus.ts';
import { addressTaken, freeSlots, hasAddress, slotsFreeing } from './slots.ts';

export interface Outlook {
  /** It could be started at this moment. */
  fitsNow(want: Wanted): boolean;
  /** Sets aside what it needs of what is free or will be; false: that is not enough. */
  claim(want: Wanted): boolean;
  /** Nothing is left to claim. */
  isEmpty(): boolean;
  /** Whether it would be enough if these were on their way out too. */
  fitsWithout(want: Wanted, gone: readonly Replica[]): boolean;
}

export function outlookOf(state: FleetState): Outlook {
  const slots = freeSlots(state) + slotsFreeing(state);
  const claims: GpuHold[] = [];

  /** The GPUs that it will have; null: it has no room. */
  const later = (want: Wanted, gone: readonly Replica[]): readonly number[] | null => {
    const staying = (replica: Replica): boolean => inService(replica) && !gone.includes(replica);
    if (claims.length >= slots + gone.length) return null;
    if (hasAddress(want.model) && want.model.replicas.some(staying)) return null;
    return gpusFor(state, want, [...holdsOf(state.replicas.filter(staying)), ...claims]);
  };
  return {
    fitsNow(want) {
      if (freeSlots(state) <= 0 || claims.length >= slots || addressTaken(want.model)) return false;
      return gpusFor(state, want, [...holdsOf(state.replicas), ...claims]) !== null;
    },
    claim(want) {
      const ids = later(want, []);
      if (ids === null) return false;
      claims.push({ engineId: `claim ${claims.length}`, ids, shared: gpusWanted(want)?.shared ?? false });
      return true;
    },
    isEmpty: () => claims.length >= slots,
    fitsWithout: (want, gone) => later(want, gone) !== null,
  };
}

/** The one answer to "does it fit?", where nobody else comes first. */
export function fits(state: FleetState, want: Wanted): boolean {
  return outlookOf(state).fitsNow(want);
}
