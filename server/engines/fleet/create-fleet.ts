import type { ModelConfig } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import * as messages from './core/messages.ts';
import { pickReplica } from './core/pick-replica.ts';
import { commandProblem } from './core/plans/plan-problem.ts';
import { startableVariant } from './core/room/room.ts';
import { type Model, noLoras } from './core/state.ts';
import { newWaitClock, readClock } from './core/wait-clock.ts';
import type { FleetDeps } from './deps.ts';
import type { EngineView, Fleet, FleetEvent, Lease, LeaseRequest, ModelView, ReplicaLora, Waiting } from './fleet.ts';
import { QueuedRequest } from './lease.ts';
import { FleetLoop } from './loop/loop.ts';
import { modelViewOf, viewOf } from './views.ts';

/** A fleet that runs at once: remote engines are probed, preloaded ones started. End it with `shutdown`. */
export function createFleet(deps: FleetDeps): Fleet {
  return new LoopFleet(deps);
}

class LoopFleet implements Fleet {
  readonly #loop: FleetLoop;
  readonly #now: () => number;
  readonly #left = (waiter: QueuedRequest): void => this.#loop.post({ type: 'client-left', waiter });

  constructor(deps: FleetDeps) {
    this.#loop = new FleetLoop(deps);
    this.#now = () => deps.clock.now();
    const { models, slots, left = [], gpus = null } = deps;
    this.#loop.state.gpus = gpus;
    this.#loop.post({ type: 'configured', models, slots, left });
  }

  lease(request: LeaseRequest): Lease | Waiting {
    const loop = this.#loop;
    if (loop.state.closing) throw messages.shuttingDown();
    const model = loop.state.models.get(request.model);
    if (model === undefined) throw messages.modelNotFound(request.model);
    const minVariant = Math.min(request.minVariant, model.plans.length - 1);
    const lora = request.lora ?? null;
    // Between events nobody in the queue can be served by what is free now, so this passes nobody by.
    if (!loop.busy || model.queue.length === 0) {
      const replica = pickReplica(model.replicas, minVariant, lora, this.#now);
      if (replica !== null) return loop.grant(replica, lora);
    }
    return this.#wait(model, minVariant, lora);
  }

  #wait(model: Model, minVariant: number, lora: string | null): Waiting {
    const { state } = this.#loop;
    const position = model.queue.length + 1;
    if (position > model.config.maxQueue) throw messages.queueFull(model, position);
    const now = this.#now();
    // Whether a LoRA adapter is loaded, loading or coming is a matter of its own.
    const shared = lora === null ? model.clocks[minVariant] : undefined;
    const clock = shared ?? newWaitClock(now);
    const readings = { clock, clockAt: readClock(clock, now), fetchAt: readClock(model.fetchClock, now) };
    state.seq += 1;
    const place = { model, minVariant, lora, seq: state.seq, since: now, ...readings };
    const waiter = new QueuedRequest(place, this.#left);
    this.#loop.post({ type: 'request-waits', waiter });
    return waiter;
  }

  resident(name: string): ReturnType<Fleet['resident']> {
    for (const replica of this.#loop.state.models.get(name)?.replicas ?? []) {
      const { kind, target, variant } = replica;
      if (replica.phase === 'ready' && target) return { kind, target, variant };
    }
    return null;
  }

  readyVariants(name: string): readonly number[] {
    const ready = this.#loop.state.models.get(name)?.replicas.filter((replica) => replica.phase === 'ready') ?? [];
    return [...new Set(ready.map((replica) => replica.variant))].sort((a, b) => a - b);
  }

  configure(models: readonly ModelConfig[], slots: number): void {
    this.#loop.post({ type: 'configured', models, slots, left: [] });
  }

  setLoras(engineId: string, loras: ReadonlyMap<string, ReplicaLora>): void {
    const record = this.#loop.records.get(engineId);
    if (record && !record.ended) this.#loop.post({ type: 'loras-known', replica: record.replica, loras });
  }

  refuseLora(model: string, lora: string, why: AppError): void {
    this.#loop.post({ type: 'lora-refused', model, lora, why });
  }

  lorasOf(engineId: string): ReadonlyMap<string, ReplicaLora> {
    const record = this.#loop.records.get(engineId);
    return record && !record.ended ? record.replica.loras : noLoras;
  }

  renew(model: string): void {
    this.#loop.post({ type: 'renew-asked', model });
  }

  adopt(left: Parameters<Fleet['adopt']>[0]): void {
    this.#loop.post({ type: 'engines-left', left });
  }

  setGpus(gpus: Parameters<Fleet['setGpus']>[0]): void {
    this.#loop.post({ type: 'gpus-known', gpus });
  }

  engines(): readonly EngineView[] {
    return this.#loop.records.all().map(viewOf);
  }

  engine(id: string): EngineView | null {
    const record = this.#loop.records.get(id);
    return record ? viewOf(record) : null;
  }

  target(id: string): ReturnType<Fleet['target']> {
    return this.#loop.state.replicas.find((replica) => replica.id === id)?.target ?? null;
  }

  logs(id: string): ReturnType<Fleet['logs']> {
    return this.#loop.records.get(id)?.launched?.logs ?? null;
  }

  models(): readonly ModelView[] {
    const { state, records } = this.#loop;
    const live = records.live();
    return [...state.models.values()].map((model) => modelViewOf(state, model, live, this.#now()));
  }

  async start(name: string, variant: number | null): Promise<EngineView> {
    const { state } = this.#loop;
    if (state.closing) throw messages.shuttingDown();
    const model = state.models.get(name);
    if (!model) throw messages.modelNotFound(name);
    const ready = model.replicas.find(
      (replica) => replica.phase === 'ready' && (variant === null || replica.variant === variant),
    );
    const record = ready && this.#loop.records.of(ready);
    if (record) return viewOf(record);
    const problem = commandProblem(model, variant ?? startableVariant(model, 0) ?? 0);
    if (problem) throw problem;
    return new Promise((resolve, reject) => {
      this.#loop.post({ type: 'start-asked', ask: { model, variant, replica: null, resolve, reject } });
    });
  }

  async stop(id: string, options: { readonly force: boolean }): Promise<EngineView> {
    const record = this.#loop.records.get(id);
    if (!record) throw new AppError('engine_not_found', `There is no engine "${id}".`);
    const { replica } = record;
    if (record.ended) return viewOf(record);
    if (replica.remote) {
      const message = `The engine ${id} is not started by this gateway, so it cannot be stopped by it.`;
      throw new AppError('invalid_request', message, { param: 'id' });
    }
    this.#loop.post({ type: 'stop-asked', replica, force: options.force });
    return record.gone.promise;
  }

  subscribe(listener: (event: FleetEvent) => void): () => void {
    const own = (event: FleetEvent): void => listener(event);
    this.#loop.subscribers.add(own);
    return () => void this.#loop.subscribers.delete(own);
  }

  shutdown(drainTimeoutMs: number): Promise<void> {
    this.#loop.post({ type: 'shutdown-asked', drainTimeoutMs });
    return this.#loop.empty.promise;
  }
}
