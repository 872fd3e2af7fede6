/** Who makes room. Pure. */
import { type FleetState, inService, type Model, type Replica } from '../state.ts';
import type { Wanted } from './gpus.ts';
import type { Outlook } from './outlook.ts';
import { addressTaken } from './slots.ts';

/**
 * The next one that has to leave so that there is room for the want; null: nobody's end would make it, or it is not theirs
 * to end. Only where all that have to leave may does the first of them: a GPU that is freed in vain serves nobody.
 * @param who `idle`: only who does nothing; `any`: the idle ones first, then busy ones, then starts that nobody waits for.
 */
export function victimFor(state: FleetState, outlook: Outlook, want: Wanted, who: 'idle' | 'any'): Replica | null {
  const idle = idleOnes(state, want.model);
  const others = who === 'idle' ? [] : [...busyOnes(state, want.model), ...unwantedStarts(state)];
  const going: Replica[] = [];
  for (const replica of new Set([...idle, ...others])) {
    going.push(replica);
    if (outlook.fitsWithout(want, going)) return necessary(outlook, want, going)[0] ?? null;
  }
  return null;
}

/** Without those whose end is of no use. */
function necessary(outlook: Outlook, want: Wanted, going: readonly Replica[]): readonly Replica[] {
  return going.reduce((left, replica) => {
    const fewer = left.filter((other) => other !== replica);
    return outlook.fitsWithout(want, fewer) ? fewer : left;
  }, going);
}

/** The idle one that was not used for the longest time, or null. */
export function idleVictim(state: FleetState): Replica | null {
  return idleOnes(state, null)[0] ?? null;
}

/** One that has to leave though it is busy: the one that has been ready for the longest time. */
export function busyVictim(state: FleetState): Replica | null {
  return busyOnes(state, null)[0] ?? null;
}

/** A start that nobody waits for any more; it gives way only to somebody who has waited too long. */
export function unwantedStart(state: FleetState): Replica | null {
  return unwantedStarts(state)[0] ?? null;
}

function idleOnes(state: FleetState, forModel: Model | null): Replica[] {
  return candidates(state, forModel)
    .filter((replica) => replica.inFlight === 0 && !isAwaited(replica, forModel))
    .sort((a, b) => a.lastUsed - b.lastUsed || dispensable(b, forModel) - dispensable(a, forModel));
}

function busyOnes(state: FleetState, forModel: Model | null): Replica[] {
  return candidates(state, forModel).sort(
    (a, b) => (a.readyAt ?? 0) - (b.readyAt ?? 0) || dispensable(b, forModel) - dispensable(a, forModel),
  );
}

function unwantedStarts(state: FleetState): Replica[] {
  return state.replicas.filter((replica) => {
    if (replica.remote || replica.phase !== 'starting') return false;
    if (state.asks.some((ask) => ask.replica === replica)) return false;
    return !replica.model.queue.some((waiter) => waiter.minVariant <= replica.variant);
  });
}

/** Whose end would make room for a model; null: for anybody. */
function candidates(state: FleetState, forModel: Model | null): Replica[] {
  const all = forModel && addressTaken(forModel) ? forModel.replicas : state.replicas;
  return all.filter((replica) => !replica.remote && inService(replica) && replica.phase !== 'starting');
}

/** Others wait for a LoRA adapter that it may be loading: idle only as it seems. */
function isAwaited({ model, variant }: Replica, forModel: Model | null): boolean {
  return model !== forModel && model.queue.some((waiter) => waiter.lora !== null && waiter.minVariant <= variant);
}

/** Replicas above a model's first, and smaller variants of the model that needs room, leave before others. */
function dispensable(replica: Replica, forModel: Model | null): number {
  const isFurther = replica.model.replicas[0] !== replica;
  return (isFurther ? 1 : 0) + (replica.model === forModel ? 1 : 0);
}
