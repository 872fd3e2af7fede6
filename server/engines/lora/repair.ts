/** Looks now and then whether replicas still have what they had: an engine may be restarted behind our back. */
import type { StartingReplica } from '../fleet/index.ts';
import type { LoraDeps } from './ports.ts';
import type { Replicas } from './replica/replicas.ts';
import type { Wanted } from './wanted/wanted.ts';

export interface RepairParts {
  readonly deps: Pick<LoraDeps, 'clock' | 'baseModel'>;
  readonly wanted: Wanted;
  readonly replicas: Replicas;
  /** Removes the row of what is to go and is gone. */
  readonly forget: (name: string) => Promise<void>;
}

export interface Repair {
  /** At once, then again and again until it can be asked; for a replica that may have been restarted. */
  doubt(replica: StartingReplica): void;
  close(): void;
}

const firstAgainMs = 1000;

export function startRepair(parts: RepairParts): Repair {
  const { repairMs } = parts.replicas.limits;
  const timers = new Set<() => void>();
  const doubted = new Set<string>();
  let closed = false;
  let rounds = 0;
  const later = (delayMs: number, run: () => void): void => {
    if (closed) return;
    const cancel = parts.deps.clock.timer(delayMs, () => {
      timers.delete(cancel);
      run();
    });
    timers.add(cancel);
  };
  const round = (): void => {
    rounds += 1;
    lookAtAll(parts, rounds);
    later(repairMs, round);
  };
  const verify = async (replica: StartingReplica, againMs: number): Promise<void> => {
    const { listed } = await parts.replicas.sync(replica, { doubt: true, eager: true });
    const stays = parts.replicas.ready(replica.model).some(({ id }) => id === replica.id);
    if (listed || !stays || closed) doubted.delete(replica.id);
    else later(againMs, () => void verify(replica, Math.min(repairMs, againMs * 2)));
  };
  later(repairMs, round);
  return {
    doubt(replica) {
      if (closed || doubted.has(replica.id)) return;
      doubted.add(replica.id);
      void verify(replica, firstAgainMs);
    },
    close() {
      closed = true;
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}

/** Waits for nothing: a replica that is slow costs the others no look. */
function lookAtAll(parts: RepairParts, round: number): void {
  const all = parts.wanted.all();
  for (const model of new Set(all.map((lora) => lora.model))) lookAtModel(model, parts, round);
  for (const lora of all) if (!lora.wanted) void parts.forget(lora.name);
}

function lookAtModel(model: string, parts: RepairParts, round: number): void {
  const { replicas, deps } = parts;
  if (replicas.support(model)?.by === 'call') return lookAtReplicas(model, replicas);
  if (deps.baseModel(model)?.started !== true) {
    const { repairMs, rareRepairMs } = replicas.limits;
    if (round % Math.max(1, Math.round(rareRepairMs / repairMs)) === 0) lookAtReplicas(model, replicas);
    return;
  }
  // What we start has what it was started with until it ends: it is asked only where something is open.
  if (!isOpen(model, parts)) return;
  lookAtReplicas(model, replicas);
  replicas.fleet?.renew(model);
}

function lookAtReplicas(model: string, replicas: Replicas): void {
  for (const replica of replicas.ready(model)) if (!replicas.busy(replica.id)) void replicas.sync(replica);
}

function isOpen(model: string, { wanted, replicas }: RepairParts): boolean {
  if (wanted.of(model).unwanted.length > 0) return true;
  return replicas.ready(model).some(({ id }) => {
    const known = replicas.known(id);
    return known === null || [...known.loras.values()].some(({ state }) => state === 'loading');
  });
}
