/** Remembers which engine has which GPUs. The rules are in assign-gpus.ts. */
import { assignGpus, type Gpu, type GpuAssignment, type GpuHold, type GpuRequest } from './assign-gpus.ts';

export interface Devices {
  readonly list: readonly Gpu[];
  /** Indexes that no engine has. */
  free(): readonly number[];
  holds(): readonly GpuHold[];
  /** Asks without taking. @param without engines that are taken for gone, e.g. because they would be stopped. */
  wouldGet(request: GpuRequest, without?: Iterable<string>): GpuAssignment;
  /** Takes them for the engine, until `release`. One that has some already gives them back first. */
  take(engineId: string, request: GpuRequest): GpuAssignment;
  /** An engine that runs already has these, whoever else has: it was there first. */
  note(hold: GpuHold): void;
  /** The engine is gone; nothing happens when it has none. */
  release(engineId: string): void;
}

export interface DevicesOptions {
  readonly list: readonly Gpu[];
}

export function createDevices({ list }: DevicesOptions): Devices {
  const holds = new Map<string, GpuHold>();
  const holdsWithout = (gone: ReadonlySet<string>): GpuHold[] =>
    [...holds.values()].filter(({ engineId }) => !gone.has(engineId));
  return {
    list,
    free: () => list.map(({ index }) => index).filter((id) => ![...holds.values()].some(({ ids }) => ids.includes(id))),
    holds: () => [...holds.values()],
    wouldGet: (request, without = []) => assignGpus(list, holdsWithout(new Set(without)), request),
    take(engineId, request) {
      const assignment = assignGpus(list, holdsWithout(new Set([engineId])), request);
      if (assignment.ids !== null) {
        holds.set(engineId, { engineId, ids: assignment.ids, shared: request.shared ?? false });
      }
      return assignment;
    },
    note: (hold) => void holds.set(hold.engineId, hold),
    release: (engineId) => void holds.delete(engineId),
  };
}
