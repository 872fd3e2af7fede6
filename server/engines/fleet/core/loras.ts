/** What waiters for a LoRA adapter have to expect of the replicas that are in service. Pure. */
import { AppError } from '../../../platform/errors.ts';
import { inService, isOutdated, type Replica, type Waiter } from './state.ts';

/** A ready replica has it: whoever still waits does so only because it is full. */
export function hasLora(replica: Replica, waiter: Waiter): boolean {
  const { phase, variant, loras } = replica;
  return phase === 'ready' && variant >= waiter.minVariant && stateOf(loras, waiter.lora) === 'loaded';
}

/** The replica loads, or is to be renewed: it will be seen to its LoRA adapters before it serves. */
export function mayGetLora(replica: Replica, waiter: Waiter): boolean {
  if (replica.variant < waiter.minVariant || !inService(replica)) return false;
  if (replica.phase === 'starting' || isRenewed(replica)) return true;
  return replica.phase === 'unready' && replica.probe.last !== 'unreachable';
}

/** Every replica that could serve the waiter has failed on the LoRA adapter: why; null: there is hope, or none at all. */
export function loraRefusal(waiter: Waiter): AppError | null {
  const { lora, model } = waiter;
  if (lora === null) return null;
  let refusal: AppError | null = null;
  for (const replica of model.replicas) {
    if (replica.variant < waiter.minVariant || !inService(replica) || isLost(replica)) continue;
    const found = replica.loras.get(lora);
    if (replica.phase !== 'ready' || isRenewed(replica) || found?.state !== 'failed') return null;
    refusal ??= found.reason ?? loadFailed(lora, replica);
  }
  return refusal;
}

/** It does not have what its process would have now, and is about to be replaced. */
function isRenewed(replica: Replica): boolean {
  return replica.model.renewal !== 'failed' && isOutdated(replica);
}

function isLost(replica: Replica): boolean {
  return replica.phase === 'unready' && replica.probe.last === 'unreachable';
}

function stateOf(loras: Replica['loras'], lora: string | null): string | null {
  return lora === null ? null : (loras.get(lora)?.state ?? null);
}

function loadFailed(lora: string, replica: Replica): AppError {
  return new AppError('lora_load_failed', `The engine ${replica.id} did not load the LoRA adapter "${lora}".`);
}
