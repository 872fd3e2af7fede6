/**
 * The fleet's whole state as data. Only the loop changes it; the rules in this folder only read it.
 * Times are milliseconds of the monotonic clock.
 */
import type { Chain, Link } from '../../../platform/chain.ts';
import type { EngineKindName, ModelConfig } from '../../../platform/config/config.ts';
import type { AppError } from '../../../platform/errors.ts';
import type { EngineTarget } from '../../kinds/kind.ts';
import type { Gpu, GpuHold } from '../../launchers/devices/index.ts';
import type { DrainCause, EngineView, Lease, ReplicaLora } from '../fleet.ts';
import type { Renewal, VariantImage, VariantPlan, VariantSource } from './plans/plan.ts';
import type { WaitClock } from './wait-clock.ts';

/**
 * `unready`: was ready (or is remote) and does not answer its probes. `stopping`: its process is being ended.
 * The wire knows fewer states, see views.ts.
 */
export type Phase = 'starting' | 'ready' | 'unready' | 'draining' | 'stopping' | 'gone';

export type { Renewal, StartablePlan, VariantImage, VariantPlan, VariantSource } from './plans/plan.ts';
export type { DrainCause };

export interface Trouble {
  /** When its engines crashed or failed to start, within the last ten minutes. */
  times: number[];
  /** Crashes in a row, for the backoff. */
  inARow: number;
  /** Nothing is started before this, waiters or not (crashes after ready). */
  notBefore: number;
  /** Nothing is started by itself before this (starts that failed). */
  retryAt: number;
  /** Why it is given up until somebody asks again; null: it is not. */
  failed: string | null;
  /** It had failed: the next crash fails it again at once. */
  probation: boolean;
}

export interface Model {
  config: ModelConfig;
  readonly name: string;
  /** Only `urls`, nothing that we start. */
  remote: boolean;
  /** One per variant; null: it is not started by us. */
  plans: (VariantPlan | null)[];
  /** One per variant; null: it has no source. Variants with the same source share one. */
  sources: (VariantSource | null)[];
  /** One per variant; null: it needs none. Variants with the same container share one. */
  images: (VariantImage | null)[];
  renewal: Renewal;
  /** Leases at once per replica; Infinity: no limit. */
  room: number;
  /** The longest that drains, stops and loads can keep a waiter beyond `max_wait`. */
  pauseCapMs: number;
  /** Live ones, in order of their start. */
  readonly replicas: Replica[];
  readonly queue: Waiter[];
  /** One per variant: how long waiters that need it have waited, as far as it counts. */
  clocks: WaitClock[];
  /** Held unless those who wait wait for a source: such time counts for nothing, not even for `pauseCapMs`. */
  readonly fetchClock: WaitClock;
  trouble: Trouble;
  /** A variant to be started by itself when there is room: after a crash, or in place of a changed one. */
  wish: number | null;
  /** Preload leaves it alone: it was unloaded when idle, or stopped by request. */
  resting: boolean;
  /** Grants so far: round-robin among equals. */
  turn: number;
  /** A further replica could be started now: the hot path then tells the loop when a replica is full. */
  mayGrow: boolean;
}

interface Probe {
  nextAt: number;
  running: boolean;
  misses: number;
  /** One was missed since the last that was not. */
  missed: boolean;
  /** The last answer was "loading": wait for it; "unreachable": nobody is there. */
  last: 'ready' | 'loading' | 'unreachable' | null;
  reason: string | null;
  /** Sequence number of the last result. */
  seq: number;
  intervalMs: number;
}

interface Drain {
  readonly cause: DrainCause;
  /** When the remaining leases are revoked. */
  revokeAt: number;
  /** When that was done; null: not yet. */
  revokedAt: number | null;
}

export interface Replica {
  readonly id: string;
  readonly model: Model;
  variant: number;
  /** VariantPlan.key, or the URL of a remote one: what it was started from. */
  readonly key: string;
  readonly configKey: string;
  readonly kind: EngineKindName;
  readonly remote: boolean;
  readonly inContainer: boolean;
  /** null: it was not told of any. */
  readonly gpus: GpuHold | null;
  phase: Phase;
  target: EngineTarget | null;
  /** The launcher has given us its engine. */
  launched: boolean;
  inFlight: number;
  room: number;
  turn: number;
  /** Failed requests in a row. */
  failures: number;
  /** Left alone until then, if another can serve; 0: not failing. */
  failingUntil: number;
  startedAt: number;
  /** When it last became ready; null: never. */
  readyAt: number | null;
  unreadySince: number;
  lastUsed: number;
  probe: Probe;
  drain: Drain | null;
  /** Its LoRA adapters by name, as they were last read back. */
  loras: ReadonlyMap<string, ReplicaLora>;
  /** Whether it still has them is asked: until that is answered they count as loading. */
  doubted: boolean;
  /** The outdated one that it is started in place of, as long as that one is there. */
  replaces: Replica | null;
  /** It could not be started, and those who wait were not told: they wait for the next attempt. */
  spared: boolean;
  /** Stop has been asked of the launched engine. */
  stopSent: boolean;
  /** Started anew when it is gone, since its configuration changed while it was in service. */
  replace: boolean;
  /** It is ended because it does not answer, and counts as crashed. */
  crashed: boolean;
  reason: string | null;
  readonly leases: Chain<LeaseNode>;
}

/** An open lease of a replica. */
export interface LeaseNode extends Link {
  revoke(why: AppError): void;
}

export interface Waiter {
  readonly model: Model;
  readonly minVariant: number;
  /** The LoRA adapter that its replica must have; null: none. */
  readonly lora: string | null;
  readonly seq: number;
  readonly since: number;
  /** The one of its model and need; its own where it needs a LoRA adapter. */
  readonly clock: WaitClock;
  /** Readings of its clock, and of model.fetchClock, when it came. */
  readonly clockAt: number;
  readonly fetchAt: number;
  /**
   * Its place in the line for room: when it came, and how much of its wait has counted since. One that an engine of its
   * model could not serve before that had to make room (it lacked the LoRA adapter) goes back to the end.
   */
  lineSince: number;
  lineCountedMs: number;
  grant(lease: Lease): void;
  reject(why: AppError): void;
}

/** Somebody asked for a variant to be started now. */
export interface StartAsk {
  readonly model: Model;
  /** null: any. */
  readonly variant: number | null;
  /** The replica that was started for it. */
  replica: Replica | null;
  resolve(view: EngineView): void;
  reject(why: AppError): void;
}

export interface FleetState {
  slots: number;
  /** Counts events and waiters: what came before what. */
  seq: number;
  closing: boolean;
  /** Closing, and asked again to: engines are killed. */
  hurried: boolean;
  readonly models: Map<string, Model>;
  /** Live ones, of removed models too. */
  readonly replicas: Replica[];
  readonly asks: StartAsk[];
  /** Folders that sources are being brought to now. */
  readonly fetching: Set<string>;
  /** Images that are being brought, or looked for, now. */
  readonly bringing: Set<VariantImage>;
  /** Those that engines may be given; null: not known yet. */
  gpus: readonly Gpu[] | null;
  /** When that was learnt. */
  gpusKnownAt: number;
  findingGpus: boolean;
  /** Waiters in all queues, plus asks: whether anybody is interested in room. */
  waiting: number;
}

export function newFleetState(slots: number): FleetState {
  return {
    slots,
    seq: 0,
    closing: false,
    hurried: false,
    models: new Map(),
    replicas: [],
    asks: [],
    fetching: new Set(),
    bringing: new Set(),
    gpus: null,
    gpusKnownAt: 0,
    findingGpus: false,
    waiting: 0,
  };
}

/** Shared by all that have none. */
export const noLoras: ReadonlyMap<string, ReplicaLora> = new Map();

export function newTrouble(): Trouble {
  return { times: [], inARow: 0, notBefore: 0, retryAt: 0, failed: null, probation: false };
}

/** Takes leases now or will: neither leaving nor gone. */
export function inService(replica: Replica): boolean {
  return replica.phase === 'ready' || replica.phase === 'unready' || replica.phase === 'starting';
}

/** In service, but its process would be another one if it were started now. */
export function isOutdated(replica: Replica): boolean {
  if (replica.remote || !inService(replica)) return false;
  const plan = replica.model.plans[replica.variant];
  return plan !== null && plan !== undefined && !('error' in plan) && plan.key !== replica.key;
}
