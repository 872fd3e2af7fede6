/** Which GPUs engines have, and which a start would get. An engine has its own until its process is really gone. Pure. */
import type { GpusConfig } from '../../../../platform/config/config.ts';
import { assignGpus, type GpuHold } from '../../../launchers/devices/index.ts';
import type { FleetState, Model, Replica } from '../state.ts';

export interface Wanted {
  readonly model: Model;
  readonly variant: number;
}

export function gpusWanted({ model, variant }: Wanted): GpusConfig | null {
  const plan = model.plans[variant];
  return plan && !('error' in plan) ? plan.gpus : null;
}

export function holdsOf(replicas: readonly Replica[]): GpuHold[] {
  return replicas.flatMap(({ gpus }) => (gpus ? [gpus] : []));
}

/** Whether engines that do not share have one of these. */
export function gpusTaken(state: FleetState, { ids, shared }: Pick<GpuHold, 'ids' | 'shared'>): boolean {
  return holdsOf(state.replicas).some((hold) => !(shared && hold.shared) && hold.ids.some((id) => ids.includes(id)));
}

/** What it would get where these are held; null: not what it needs. None where it is not to be told. */
export function gpusFor(state: FleetState, want: Wanted, holds: readonly GpuHold[]): readonly number[] | null {
  const request = gpusWanted(want);
  if (request === null) return [];
  return state.gpus === null ? null : assignGpus(state.gpus, holds, request).ids;
}

/** Why its GPUs are not to be had now; null: they are. */
export function gpuRefusal(state: FleetState, want: Wanted): string | null {
  return refusalWith(state, want, holdsOf(state.replicas));
}

/** Why its GPUs are never to be had, whoever ends; null: they are, or it is not known yet. */
export function gpusImpossible(state: FleetState, want: Wanted): string | null {
  return refusalWith(state, want, []);
}

function refusalWith({ gpus }: FleetState, want: Wanted, holds: readonly GpuHold[]): string | null {
  const request = gpusWanted(want);
  return request === null || gpus === null ? null : assignGpus(gpus, holds, request).refused;
}
