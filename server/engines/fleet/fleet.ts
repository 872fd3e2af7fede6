/**
 * The fleet's door: what the rest of the gateway sees of it. The event loop behind it owns all state.
 */
import type { EngineKindName, ModelConfig } from '../../platform/config/config.ts';
import type { AppError } from '../../platform/errors.ts';
import type { EngineTarget } from '../kinds/kind.ts';
import type { Gpu } from '../launchers/devices/index.ts';
import type { LeftEngine, LogRing, ProcessStatus } from '../launchers/launcher.ts';

export type ReplicaState = 'starting' | 'ready' | 'draining' | 'stopped' | 'crashed' | 'failed';

/** One engine as the API shows it. Times are ISO 8601. */
export interface EngineView {
  readonly id: string;
  readonly model: string;
  /** Index into the model's variants. */
  readonly variant: number;
  readonly context: number | null;
  readonly kind: EngineKindName;
  readonly launcher: 'process' | 'docker' | 'kubernetes' | 'remote';
  /** null: there is none, or none yet. */
  readonly containerId: string | null;
  /** Numbers of the GPUs that are its own; null: it was not told of any. */
  readonly gpus: readonly number[] | null;
  readonly version: string | null;
  readonly endpoint: string | null;
  readonly pid: number | null;
  readonly processStatus: ProcessStatus | null;
  readonly state: ReplicaState;
  readonly inFlight: number;
  readonly startedAt: string | null;
  readonly readyAt: string | null;
  /** Why it is not ready, crashed or failed; null when there is nothing to say. */
  readonly reason: string | null;
  /** Why nobody can say at the moment whether it runs (Docker is away); null: it is known. */
  readonly trouble: string | null;
}

export interface ModelView {
  readonly name: string;
  /** The best state of its replicas; `stopped` when there is none. */
  readonly state: ReplicaState;
  readonly waiting: number;
  readonly inFlight: number;
}

/** Why an engine is told to leave; `swap`: another needs its room. */
export type DrainCause = 'swap' | 'idle' | 'asked' | 'config' | 'shutdown';

export interface FleetEvent {
  readonly seq: number;
  readonly time: string;
  readonly type: 'engine.state';
  readonly engine: EngineView;
  /** Set once it was told to leave. */
  readonly drainCause: DrainCause | null;
}

export interface LeaseRequest {
  readonly model: string;
  /** The smallest variant (index) that fits; 0 when it does not matter. */
  readonly minVariant: number;
  /** Name of the LoRA adapter that the replica must have; null or absent: the base model is meant. */
  readonly lora?: string | null;
}

/** A LoRA adapter on one replica, as it was read back from the engine. */
export interface ReplicaLora {
  readonly state: 'loading' | 'loaded' | 'failed';
  /** The engine's number of it (llama.cpp); null where it goes by names. */
  readonly id: number | null;
  /** The engine's words where it failed. */
  readonly reason: AppError | null;
}

export type LeaseOutcome =
  /** The engine answered, whatever it said to the caller (4xx included). */
  | 'answered'
  /** The client left or the lease was revoked: says nothing about the engine. */
  | 'abandoned'
  /** The connection was refused, broke, or timed out, or the engine answered 5xx. */
  | 'engine_failed';

export interface Lease {
  readonly engineId: string;
  readonly model: string;
  readonly variant: number;
  readonly kind: EngineKindName;
  readonly target: EngineTarget;
  /** The engine's number of the LoRA adapter that was asked for; null where there is none. */
  readonly loraId: number | null;
  /** Set by the holder; called once when the lease is revoked (drain time over, forced stop, engine gone). The holder must end the request and release. */
  onRevoke: ((why: AppError) => void) | null;
  /** Exactly one call counts. */
  release(outcome: LeaseOutcome): void;
}

/** A request in the queue. `leave` may be called at any time, also after the lease was given (it is then released). */
export interface Waiting {
  readonly lease: Promise<Lease>;
  leave(): void;
}

export interface Fleet {
  /** A lease at once where a ready replica has room (the hot path), else a place in the queue. Throws AppError (`queue_full`, `shutting_down`, `engine_unavailable`). */
  lease(request: LeaseRequest): Lease | Waiting;
  /** A ready replica of the model to ask something small of (token counts), without a lease; null when none is ready. */
  resident(
    model: string,
  ): { readonly kind: EngineKindName; readonly target: EngineTarget; readonly variant: number } | null;
  /** Which variants of the model have a ready replica, as indexes. */
  readyVariants(model: string): readonly number[];
  /** New configuration: only replicas of variants that changed are drained and replaced. */
  configure(models: readonly ModelConfig[], slots: number): void;
  /**
   * Says which LoRA adapters a replica has (all of them: it replaces what was said before). Requests that wait for one go
   * there from now on; a request is refused with `reason` when every replica in service has failed on its LoRA adapter.
   */
  setLoras(engineId: string, loras: ReadonlyMap<string, ReplicaLora>): void;
  /** Those who wait for the LoRA adapter are refused at once: it is not to be had any more. */
  refuseLora(model: string, lora: string, why: AppError): void;
  lorasOf(engineId: string): ReadonlyMap<string, ReplicaLora>;
  /**
   * Asks `FleetDeps.loraFiles` again for the model. Replicas whose command line is another one now are renewed one after
   * the other: first the new one where there is a free slot, else the old one is drained first. Waiters wait meanwhile.
   */
  renew(model: string): void;
  /**
   * Engines that an earlier gateway has left: those that a configured variant would be started as become its replicas, as
   * far as it has use for them. What could not be started for want of their launcher is tried anew.
   */
  adopt(left: readonly LeftEngine[]): void;
  /** The GPUs that engines may be given; null: `FleetDeps.findGpus` is asked when they are needed. */
  setGpus(gpus: readonly Gpu[] | null): void;
  engines(): readonly EngineView[];
  engine(id: string): EngineView | null;
  /** Where a live replica answers, whatever its state; null: it is gone, or not launched yet. Its headers are secret. */
  target(id: string): EngineTarget | null;
  logs(id: string): LogRing | null;
  models(): readonly ModelView[];
  /** Starts a variant now and resolves when it is ready; evicts idle engines, never busy ones (409 `no_room`). */
  start(model: string, variant: number | null): Promise<EngineView>;
  /** Drains, then stops; `force` revokes the leases at once. Resolves when it is gone. Throws `engine_not_found`. */
  stop(id: string, options: { readonly force: boolean }): Promise<EngineView>;
  subscribe(listener: (event: FleetEvent) => void): () => void;
  /** No new leases; resolves when every engine that we started is gone. Leases still open after `drainTimeoutMs` are revoked. */
  shutdown(drainTimeoutMs: number): Promise<void>;
}
