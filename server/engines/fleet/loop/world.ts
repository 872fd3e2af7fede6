/** What the parts of the loop share: the state, the world outside, and small steps on both. */
import type { AppError } from '../../../platform/errors.ts';
import * as messages from '../core/messages.ts';
import type { FleetState, Model, Phase, Replica, Waiter } from '../core/state.ts';
import type { FleetDeps } from '../deps.ts';
import type { DrainCause, EngineView, Lease } from '../fleet.ts';
import { type EngineRecords, stateOf, viewOf } from '../views.ts';
import type { Happening } from './events.ts';

export interface World {
  readonly state: FleetState;
  readonly deps: FleetDeps;
  readonly random: () => number;
  readonly newEngineId: (model: string) => string;
  readonly records: EngineRecords;
  post(event: Happening): void;
  /** Runs after the state has settled: callbacks of others never see it half changed. */
  afterwards(run: () => void): void;
  announce(view: EngineView, drainCause: DrainCause | null): void;
  grant(replica: Replica, lora: string | null): Lease;
}

export function setPhase(world: World, replica: Replica, phase: Phase): void {
  replica.phase = phase;
  announceChange(world, replica);
}

/** Tells subscribers when the state that they can see has changed. */
export function announceChange(world: World, replica: Replica): void {
  const record = world.records.of(replica);
  if (!record) return;
  const state = stateOf(record);
  if (state === record.announced) return;
  record.announced = state;
  world.announce(viewOf(record), replica.drain?.cause ?? null);
}

export function dequeue(world: World, waiter: Waiter): boolean {
  const index = waiter.model.queue.indexOf(waiter);
  if (index < 0) return false;
  waiter.model.queue.splice(index, 1);
  world.state.waiting -= 1;
  return true;
}

export function rejectWaiter(world: World, waiter: Waiter, why: AppError): void {
  if (dequeue(world, waiter)) waiter.reject(why);
}

export function removeAsks(world: World, which: (ask: FleetState['asks'][number]) => boolean, why: AppError): void {
  for (const ask of [...world.state.asks]) {
    if (!which(ask)) continue;
    world.state.asks.splice(world.state.asks.indexOf(ask), 1);
    world.state.waiting -= 1;
    ask.reject(why);
  }
}

/** Tells the holders of all open leases, each once. They stay open until released. */
export function revokeLeases(world: World, replica: Replica, why: AppError): void {
  for (const lease of replica.leases) world.afterwards(() => lease.revoke(why));
}

/** The replica is no more: leases are void, its place is free. */
export function forget(world: World, replica: Replica, ended: 'stopped' | 'crashed' | 'failed'): void {
  if (replica.inFlight > 0) {
    revokeLeases(world, replica, messages.engineGone(replica.id, replica.reason ?? 'it has ended'));
  }
  remove(world.state.replicas, replica);
  remove(replica.model.replicas, replica);
  replica.phase = 'gone';
  replica.replaces = null;
  for (const other of replica.model.replicas) if (other.replaces === replica) other.replaces = null;
  const record = world.records.of(replica);
  if (!record) return;
  record.ended = ended;
  announceChange(world, replica);
  world.records.retire(record);
  const view = viewOf(record);
  const { deps } = world;
  deps.log.info({ engine: replica.id, model: replica.model.name, state: ended, reason: replica.reason }, 'engine gone');
  record.gone.resolve(view);
}

export function hasModel(world: World, model: Model): boolean {
  return world.state.models.get(model.name) === model;
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
