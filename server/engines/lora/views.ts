/** What the API shows of a LoRA adapter. */
import type { LoraOnReplica, LoraState, LoraView } from './lora.ts';
import type { Pending, PendingLora } from './pending.ts';
import type { Replicas } from './replica/replicas.ts';
import type { Wanted, WantedLora } from './wanted/wanted.ts';

interface Parts {
  readonly wanted: Wanted;
  readonly pending: Pending;
  readonly replicas: Replicas;
}

export function viewOf(name: string, { wanted, pending, replicas }: Parts): LoraView | null {
  const lora = wanted.get(name);
  const under = pending.get(name);
  if (lora !== null) return wantedView(lora, under, replicas);
  return under === null ? null : pendingView(under);
}

function pendingView({ name, model, source, downloadId, failure, createdAt }: PendingLora): LoraView {
  const state = failure === null ? 'downloading' : 'failed';
  const reason = failure?.message ?? null;
  return { name, model, path: null, source, downloadId, wanted: true, state, reason, replicas: [], createdAt };
}

function wantedView(lora: WantedLora, under: PendingLora | null, replicas: Replicas): LoraView {
  const { name, model, path, createdAt } = lora;
  const on = onReplicas(lora, replicas);
  const broken = on.find((it) => it.state === 'failed');
  return {
    name,
    model,
    path,
    source: under?.source ?? lora.source,
    downloadId: under?.downloadId ?? null,
    wanted: lora.wanted,
    state: stateOf(lora, under, on),
    // That of a replacement which failed, too: the one before it stays, and somebody should know.
    reason: under?.failure?.message ?? broken?.reason ?? null,
    replicas: on,
    createdAt,
  };
}

function stateOf(lora: WantedLora, under: PendingLora | null, on: readonly LoraOnReplica[]): LoraState {
  if (!lora.wanted) return 'unloading';
  if (under !== null && under.failure === null) return 'downloading';
  if (on.some((it) => it.state === 'failed')) return 'failed';
  return on.some((it) => it.state === 'loading') ? 'loading' : 'loaded';
}

/** One that is to go is shown where it still is. */
function onReplicas(lora: WantedLora, replicas: Replicas): LoraOnReplica[] {
  const { name, model, version } = lora;
  return [...replicas.ready(model), ...replicas.preparing(model)].flatMap(({ id }): LoraOnReplica[] => {
    const known = replicas.known(id);
    if (!lora.wanted) {
      if (known?.absent.has(name)) return [];
      return [{ engineId: id, state: 'loaded', reason: known?.left.get(name)?.message ?? null }];
    }
    const it = known?.loras.get(name);
    if (it === undefined || it.version !== version) return [{ engineId: id, state: 'loading', reason: null }];
    return [{ engineId: id, state: it.state, reason: it.reason?.message ?? null }];
  });
}
