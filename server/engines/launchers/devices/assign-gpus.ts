/** Who may have which GPUs. Pure. A GPU has one holder, or several that all have said `shared`. */

import type { GpusConfig } from '../../../platform/config/config.ts';

export interface Gpu {
  /** As `nvidia-smi` counts: in the order of the PCI bus. */
  readonly index: number;
  /** `GPU-…`; null: not known. */
  readonly uuid: string | null;
  readonly name: string | null;
}

/** What an engine has. */
export interface GpuHold {
  readonly engineId: string;
  readonly ids: readonly number[];
  readonly shared: boolean;
}

export type GpuAssignment =
  | { readonly ids: readonly number[]; readonly refused: null }
  /** Why not, and the engines that would have to go first; none: it can never be had. */
  | { readonly ids: null; readonly refused: string; readonly heldBy: readonly string[] };

/** The GPUs for a request where these are held, in rising order. The same question always has the same answer. */
export function assignGpus(gpus: readonly Gpu[], holds: readonly GpuHold[], request: GpusConfig): GpuAssignment {
  return 'ids' in request ? assignNamed(gpus, holds, request) : assignAny(gpus, holds, request);
}

type Named = Extract<GpusConfig, { readonly ids: readonly number[] }>;
type Counted = Extract<GpusConfig, { readonly count: number }>;

function assignNamed(gpus: readonly Gpu[], holds: readonly GpuHold[], { ids, shared = false }: Named): GpuAssignment {
  const wanted = [...new Set(ids)].sort((a, b) => a - b);
  const missing = wanted.filter((id) => !gpus.some(({ index }) => index === id));
  if (missing.length > 0) return never(`there is no GPU ${missing.join(', ')} here: ${describe(gpus)}`);
  const inTheWay = holds.filter((hold) => !(shared && hold.shared) && hold.ids.some((id) => wanted.includes(id)));
  if (inTheWay.length === 0) return { ids: wanted, refused: null };
  return refuse(`GPU ${wanted.join(', ')} is not free`, inTheWay);
}

function assignAny(gpus: readonly Gpu[], holds: readonly GpuHold[], { count, shared = false }: Counted): GpuAssignment {
  if (count > gpus.length) return never(`${asked(count)}: ${describe(gpus)}`);
  const holdersOf = (id: number): readonly GpuHold[] => holds.filter((hold) => hold.ids.includes(id));
  const open = gpus
    .map(({ index }) => ({ index, holders: holdersOf(index) }))
    .filter(({ holders }) => holders.every((hold) => shared && hold.shared))
    // The least used first.
    .sort((a, b) => a.holders.length - b.holders.length || a.index - b.index);
  if (open.length < count) {
    const inTheWay = holds.filter((hold) => hold.ids.length > 0 && !(shared && hold.shared));
    return refuse(`${asked(count)}, and ${open.length} of ${gpus.length} are free`, inTheWay);
  }
  const ids = open.slice(0, count).map(({ index }) => index);
  return { ids: ids.sort((a, b) => a - b), refused: null };
}

const never = (refused: string): GpuAssignment => ({ ids: null, refused, heldBy: [] });

function refuse(what: string, holds: readonly GpuHold[]): GpuAssignment {
  const held = holds.map(({ engineId, ids }) => `${engineId} has ${ids.join(', ')}`).join('; ');
  return { ids: null, refused: `${what}: ${held}`, heldBy: holds.map(({ engineId }) => engineId) };
}

function describe(gpus: readonly Gpu[]): string {
  if (gpus.length === 0) return 'no GPUs are known (nvidia-smi finds none, and the configuration lists none)';
  return `the GPUs are ${gpus.map(({ index, name }) => (name === null ? `${index}` : `${index} (${name})`)).join(', ')}`;
}

const asked = (count: number): string => (count === 1 ? '1 GPU is asked for' : `${count} GPUs are asked for`);
