/** What the API shows of replicas and models, the last ones that are gone included. */
import type { LaunchedEngine } from '../launchers/launcher.ts';
import { isPreparing } from './core/plans/preparation.ts';
import type { FleetState, Model, Replica } from './core/state.ts';
import type { EngineView, ModelView, ReplicaState } from './fleet.ts';

/** What is known of a replica beside what decisions are made from. */
interface EngineRecord {
  readonly replica: Replica;
  launched: LaunchedEngine | null;
  version: string | null;
  startedAt: string | null;
  readyAt: string | null;
  /** Its state when it was last announced. */
  announced: ReplicaState | null;
  /** How it ended; null: it lives. */
  ended: 'stopped' | 'crashed' | 'failed' | null;
  readonly gone: PromiseWithResolvers<EngineView>;
}

export function newRecord(replica: Replica): EngineRecord {
  return {
    replica,
    launched: null,
    version: null,
    startedAt: null,
    readyAt: null,
    announced: null,
    ended: null,
    gone: Promise.withResolvers<EngineView>(),
  };
}

export function stateOf(record: EngineRecord): ReplicaState {
  const { replica, ended } = record;
  if (ended) return ended;
  if (replica.phase === 'ready') return 'ready';
  if (replica.phase === 'draining' || replica.phase === 'stopping') return 'draining';
  return replica.remote && replica.probe.last === 'unreachable' ? 'crashed' : 'starting';
}

export function viewOf(record: EngineRecord): EngineView {
  const { replica, launched } = record;
  const state = stateOf(record);
  return {
    id: replica.id,
    model: replica.model.name,
    variant: replica.variant,
    context: replica.model.config.variants[replica.variant]?.context ?? null,
    kind: replica.kind,
    launcher: replica.remote ? 'remote' : replica.inContainer ? 'docker' : 'process',
    containerId: launched?.containerId?.() ?? null,
    gpus: replica.gpus?.ids ?? null,
    version: record.version,
    endpoint: replica.target?.baseUrl ?? null,
    pid: launched?.pid ?? null,
    processStatus: launched?.processStatus() ?? null,
    state,
    inFlight: replica.inFlight,
    startedAt: record.startedAt,
    readyAt: record.readyAt,
    reason: state === 'ready' ? null : (replica.reason ?? replica.probe.reason),
    trouble: launched?.trouble?.() ?? null,
  };
}

const best: readonly ReplicaState[] = ['ready', 'starting', 'draining', 'crashed', 'failed', 'stopped'];

export function modelViewOf(state: FleetState, model: Model, records: Iterable<EngineRecord>, now: number): ModelView {
  const states: ReplicaState[] = [];
  let inFlight = 0;
  for (const record of records) {
    if (record.replica.model !== model || record.ended) continue;
    states.push(stateOf(record));
    inFlight += record.replica.inFlight;
  }
  if (model.plans.some((_, variant) => isPreparing(state, model, variant))) states.push('starting');
  if (model.trouble.failed !== null) states.push('failed');
  else if (Math.max(model.trouble.notBefore, model.trouble.retryAt) > now) states.push('crashed');
  const shown = best.find((candidate) => states.includes(candidate)) ?? 'stopped';
  return { name: model.name, state: shown, waiting: model.queue.length, inFlight };
}

const kept = 20;

/** All replicas by id: the live ones, and the newest of those that are gone. */
export class EngineRecords {
  readonly #live = new Map<string, EngineRecord>();
  /** Newest last. */
  readonly #gone = new Map<string, EngineRecord>();

  add(record: EngineRecord): void {
    this.#live.set(record.replica.id, record);
  }

  retire(record: EngineRecord): void {
    this.#live.delete(record.replica.id);
    this.#gone.set(record.replica.id, record);
    for (const id of this.#gone.keys()) {
      if (this.#gone.size <= kept) return;
      this.#gone.delete(id);
    }
  }

  get(id: string): EngineRecord | null {
    return this.#live.get(id) ?? this.#gone.get(id) ?? null;
  }

  of(replica: Replica): EngineRecord | null {
    return this.get(replica.id);
  }

  live(): EngineRecord[] {
    return [...this.#live.values()];
  }

  /** Live ones first, then the newest of those that are gone. */
  all(): EngineRecord[] {
    return [...this.#live.values(), ...[...this.#gone.values()].reverse()];
  }
}
