/**
 * The one owner of the fleet's state. An event is applied, then `decide` is asked until it has nothing left to do.
 * Nothing else changes the state but the hot path (grant and release of a lease), and that only between events.
 */
import { decide } from '../core/decide.ts';
import { heldClocks } from '../core/hold-clocks.ts';
import { freeSlots } from '../core/room/slots.ts';
import { inService, type Model, newFleetState, type Replica } from '../core/state.ts';
import { holdClock } from '../core/wait-clock.ts';
import type { FleetDeps } from '../deps.ts';
import type { DrainCause, EngineView, FleetEvent, Lease, LeaseOutcome } from '../fleet.ts';
import { type LeaseOwner, ReplicaLease } from '../lease.ts';
import { EngineRecords } from '../views.ts';
import { applyEvent } from './apply.ts';
import type { Happening } from './events.ts';
import { execute } from './execute.ts';
import { randomEngineId } from './starts/engine-id.ts';
import type { World } from './world.ts';

/** Far more than any real step needs: a rule that wants the same thing for ever must not hang the gateway. */
const mostRounds = 10_000;
const longestTimerMs = 3_600_000;
const look: Happening = { type: 'look' };

export class FleetLoop implements World, LeaseOwner {
  readonly state = newFleetState(0);
  readonly records = new EngineRecords();
  readonly deps: FleetDeps;
  readonly random: () => number;
  readonly newEngineId: (model: string) => string;
  readonly subscribers = new Set<(event: FleetEvent) => void>();
  /** Resolved when the fleet is closing and nothing is left. */
  readonly empty = Promise.withResolvers<void>();
  /** True while an event is worked on. */
  busy = false;
  readonly #events: Happening[] = [];
  readonly #later: (() => void)[] = [];
  #eventSeq = 0;
  #wakeAt = Number.POSITIVE_INFINITY;
  #cancelWake: (() => void) | null = null;

  constructor(deps: FleetDeps) {
    this.deps = deps;
    this.random = deps.random ?? Math.random;
    this.newEngineId = deps.newEngineId ?? ((model) => randomEngineId(model, this.random));
  }

  post(event: Happening): void {
    this.#events.push(event);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) {
        applyEvent(this, next);
        this.#settle();
        this.#runLater();
      }
    } finally {
      this.busy = false;
    }
  }

  afterwards(run: () => void): void {
    this.#later.push(run);
  }

  announce(engine: EngineView, drainCause: DrainCause | null): void {
    this.#eventSeq += 1;
    const event: FleetEvent = {
      seq: this.#eventSeq,
      time: this.deps.clock.date().toISOString(),
      type: 'engine.state',
      engine,
      drainCause,
    };
    this.afterwards(() => {
      for (const listener of [...this.subscribers]) this.#call(() => listener(event));
    });
  }

  /** The hot path: no events, no promises. The replica must be ready and have room. */
  grant(replica: Replica, lora: string | null): Lease {
    const { model } = replica;
    replica.inFlight += 1;
    model.turn += 1;
    replica.turn = model.turn;
    const lease = new ReplicaLease(replica, lora, this);
    replica.leases.add(lease);
    if (model.mayGrow && replica.inFlight >= Math.min(replica.room, 2)) this.#lookSoon(replica);
    return lease;
  }

  released(replica: Replica, outcome: LeaseOutcome): void {
    replica.inFlight -= 1;
    if (replica.inFlight === 0) replica.lastUsed = this.deps.clock.now();
    if (outcome === 'answered') {
      replica.failures = 0;
      replica.failingUntil = 0;
      replica.probe.misses = 0;
    } else if (outcome === 'engine_failed') this.post({ type: 'request-failed', replica });
    if (this.state.waiting > 0 || replica.phase === 'draining') this.post(look);
  }

  /** A model that may grow is looked at when one of its replicas is full. */
  #lookSoon(replica: Replica): void {
    if (replica.room === Number.POSITIVE_INFINITY || replica.inFlight >= replica.room) this.post(look);
  }

  #settle(): void {
    const { state, deps } = this;
    for (let round = 0; round < mostRounds; round++) {
      const now = deps.clock.now();
      this.#holdClocks(now);
      const effects = decide(state, now);
      for (const effect of effects) {
        if (effect.type !== 'wake') execute(this, effect);
        else return this.#settled(effect.at, now);
      }
    }
    deps.log.error({ rounds: mostRounds }, 'the fleet does not come to rest');
    this.#settled(deps.clock.now() + 1000, deps.clock.now());
  }

  #holdClocks(now: number): void {
    if (this.state.waiting === 0) return;
    for (const [clock, held] of heldClocks(this.state, now)) holdClock(clock, held, now);
  }

  #settled(wakeAt: number, now: number): void {
    const free = freeSlots(this.state);
    for (const model of this.state.models.values()) model.mayGrow = free > 0 && mayGrow(model);
    if (this.state.closing && this.state.replicas.length === 0) this.empty.resolve();
    // An earlier timer may stay: it looks in vain and sets the next one.
    if (wakeAt >= this.#wakeAt) return;
    this.#cancelWake?.();
    this.#wakeAt = wakeAt;
    // Rounded up, as timers may fire early within their millisecond and would then look in vain.
    const delayMs = Math.min(longestTimerMs, Math.max(1, Math.ceil(wakeAt - now)));
    this.#cancelWake = this.deps.clock.timer(delayMs, () => {
      this.#wakeAt = Number.POSITIVE_INFINITY;
      this.#cancelWake = null;
      this.post(look);
    });
  }

  #runLater(): void {
    for (let run = this.#later.shift(); run; run = this.#later.shift()) this.#call(run);
  }

  #call(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.deps.log.error({ err: error }, 'a listener of the fleet failed');
    }
  }
}

function mayGrow(model: Model): boolean {
  const live = model.replicas.filter(inService).length;
  return !model.remote && live > 0 && live < model.config.replicas && model.trouble.failed === null;
}
