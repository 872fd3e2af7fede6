/** A lease and a place in the queue, as their holders see them. */
import type { Link } from '../../platform/chain.ts';
import type { EngineKindName } from '../../platform/config/config.ts';
import type { AppError } from '../../platform/errors.ts';
import type { EngineTarget } from '../kinds/kind.ts';
import { leftTheQueue } from './core/messages.ts';
import type { LeaseNode, Model, Replica, Waiter } from './core/state.ts';
import type { WaitClock } from './core/wait-clock.ts';
import type { Lease, LeaseOutcome, Waiting } from './fleet.ts';

/** What a lease tells when it ends. */
export interface LeaseOwner {
  released(replica: Replica, outcome: LeaseOutcome): void;
}

export class ReplicaLease implements Lease, LeaseNode {
  next: Link | null = null;
  previous: Link | null = null;
  readonly target: EngineTarget;
  readonly replica: Replica;
  readonly loraId: number | null;
  readonly #owner: LeaseOwner;
  #open = true;
  #revoked: AppError | null = null;
  #onRevoke: ((why: AppError) => void) | null = null;

  /** The replica must be ready. */
  constructor(replica: Replica, lora: string | null, owner: LeaseOwner) {
    this.replica = replica;
    this.target = replica.target as EngineTarget;
    this.loraId = lora === null ? null : (replica.loras.get(lora)?.id ?? null);
    this.#owner = owner;
  }

  get engineId(): string {
    return this.replica.id;
  }

  get model(): string {
    return this.replica.model.name;
  }

  get variant(): number {
    return this.replica.variant;
  }

  get kind(): EngineKindName {
    return this.replica.kind;
  }

  get onRevoke(): ((why: AppError) => void) | null {
    return this.#onRevoke;
  }

  /** A lease from the queue may be revoked before its holder has seen it: then the holder is told a moment later. */
  set onRevoke(run: ((why: AppError) => void) | null) {
    this.#onRevoke = run;
    const why = this.#revoked;
    if (why && run && this.#open) queueMicrotask(() => this.#tell(why));
  }

  release(outcome: LeaseOutcome): void {
    if (!this.#open) return;
    this.#open = false;
    this.replica.leases.remove(this);
    this.#owner.released(this.replica, outcome);
  }

  /** Called by the loop, at most once. */
  revoke(why: AppError): void {
    if (!this.#open || this.#revoked) return;
    this.#revoked = why;
    if (this.#onRevoke) this.#tell(why);
  }

  #tell(why: AppError): void {
    const run = this.#onRevoke;
    this.#onRevoke = null;
    if (this.#open) run?.(why);
  }
}

type Place = Pick<Waiter, 'model' | 'minVariant' | 'lora' | 'seq' | 'since' | 'clock' | 'clockAt' | 'fetchAt'>;

/** A place in the queue of a model. Its promise is settled exactly once: with a lease, the refusal, or the leaving. */
export class QueuedRequest implements Waiting, Waiter {
  readonly model: Model;
  readonly minVariant: number;
  readonly lora: string | null;
  readonly seq: number;
  readonly since: number;
  readonly clock: WaitClock;
  readonly clockAt: number;
  readonly fetchAt: number;
  lineSince: number;
  lineCountedMs = 0;
  readonly lease: Promise<Lease>;
  readonly #settle: PromiseWithResolvers<Lease>;
  readonly #onLeave: (waiter: QueuedRequest) => void;
  #granted: Lease | null = null;
  #refused = false;

  constructor(place: Place, onLeave: (waiter: QueuedRequest) => void) {
    this.model = place.model;
    this.minVariant = place.minVariant;
    this.lora = place.lora;
    this.seq = place.seq;
    this.since = place.since;
    this.clock = place.clock;
    this.clockAt = place.clockAt;
    this.fetchAt = place.fetchAt;
    this.lineSince = place.since;
    this.#settle = Promise.withResolvers<Lease>();
    this.#onLeave = onLeave;
    this.lease = this.#settle.promise;
    // Whoever has left does not listen any more.
    this.lease.catch(() => {});
  }

  grant(lease: Lease): void {
    this.#granted = lease;
    this.#settle.resolve(lease);
  }

  reject(why: AppError): void {
    this.#refused = true;
    this.#settle.reject(why);
  }

  leave(): void {
    if (this.#granted) this.#granted.release('abandoned');
    else if (!this.#refused) {
      this.reject(leftTheQueue());
      this.#onLeave(this);
    }
  }
}
