/** What is known of the LoRA adapters of replicas, and when it is not to be trusted any more. */
import type { Replica } from '../core/state.ts';
import type { StartingReplica } from '../deps.ts';
import type { ReplicaLora } from '../fleet.ts';
import type { Happening } from './events.ts';
import { rejectWaiter, type World } from './world.ts';

/** Replaces all that was said before. */
export function onLorasKnown(replica: Replica, loras: ReadonlyMap<string, ReplicaLora>): void {
  replica.loras = new Map(loras);
  replica.doubted = false;
}

/**
 * The engine may have been restarted behind our back and have lost its LoRA adapters: nobody is sent to one before they
 * were read back. Whoever does that is told once.
 */
export function doubtLoras(world: World, replica: Replica): void {
  const { onLoraDoubt } = world.deps;
  const seen = seenByHooks(replica);
  if (!onLoraDoubt || !seen || replica.phase !== 'ready' || replica.doubted || replica.loras.size === 0) return;
  replica.doubted = true;
  replica.loras = new Map(
    [...replica.loras.keys()].map((name) => [name, { state: 'loading', id: null, reason: null }]),
  );
  world.deps.log.info({ engine: replica.id, model: replica.model.name }, 'LoRA adapters are read back');
  world.afterwards(() => onLoraDoubt(seen));
}

export function refuseLora(world: World, { model, lora, why }: Extract<Happening, { type: 'lora-refused' }>): void {
  for (const waiter of [...(world.state.models.get(model)?.queue ?? [])])
    if (waiter.lora === lora) rejectWaiter(world, waiter, why);
}

/** What a hook of the program gets to see; null: it answers nowhere yet. */
export function seenByHooks({ id, model, variant, kind, target }: Replica): StartingReplica | null {
  return target && { id, model: model.name, variant, kind, target };
}
