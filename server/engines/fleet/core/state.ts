/**
 * The fleet's whole state as data. Only the loop changes it; the rules in this folder only read it.
 * Times are milliseconds of the monotonic clock.
 */
import type { EngineKindName, ModelConfig } from '../../../platform/config/config.ts';
import type { AppError } from '../../../platform/errors.ts';
import type { EngineTarget } from '../../kinds/kind.ts';
import type { DrainCause, EngineView, Lease, ReplicaLora } from '../fleet.ts';
import type { WaitClock } from './wait-clock.ts';

/**
 * `unready`: was ready (or is remote) and does not answer its probes. `stopping`: its process is being ended.
 * The wire knows fewer states, see views.ts.
 */
export type Phase = 'starting' | 'ready' | 'unready' | 'draining' | 'stopping' | 'gone';

export type { DrainCause };

/** How a variant is started; null: it is not started by us. */
export type VariantPlan =
  | { readonly command: readonly string[]; readonly env: Readonly<Record<string, string>>; readonly key: string }
  | { readonly error: AppError; readonly key: string };

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
  plans: (VariantPlan | null)[];
  /** Leases at once per replica; Infinity: no limit. */
  room: number;
  /** The longest that drains, stops and loads can keep a waiter beyond `max_wait`. */
  pauseCapMs: number;
  /** Live ones, in order of their start. */
  readonly replicas: Replica[];
  readonly queue: Waiter[];
  /** One per variant: how long waiters that need it have waited, as far as it counts. */
  clocks: WaitClock[];
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
  readonly kind: EngineKindName;
  readonly remote: boolean;
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
  /** Stop has been asked of the launched engine. */
  stopSent: boolean;
  /** Started anew when it is gone, since its configuration changed while it was in service. */
  replace: boolean;
  /** It is ended because it does not answer, and counts as crashed. */
  crashed: boolean;
  reason: string | null;
  readonly leases: { head: LeaseNode | null };
}

/** Leases of a replica are a linked list through the leases themselves: nothing is allocated to keep them. */
export interface LeaseNode {
  next: LeaseNode | null;
  previous: LeaseNode | null;
  revoke(why: AppError): void;
}

export interface Waiter {
  readonly model: Model;
  readonly minVariant: number;
  /** The LoRA adapter that its replica must have; null: none. */
  readonly lora: string | null;
  readonly seq: number;
  readonly since: number;
  /** Reading of its clock (model.clocks[minVariant]) when it came. */
  readonly clockAt: number;
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
  /** Waiters in all queues, plus asks: whether anybody is interested in room. */
  waiting: number;
}

export function newFleetState(slots: number): FleetState {
  return { slots, seq: 0, closing: false, hurried: false, models: new Map(), replicas: [], asks: [], waiting: 0 };
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
