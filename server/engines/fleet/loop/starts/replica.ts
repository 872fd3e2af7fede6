/** Brings replicas into the state. */
import { Chain } from '../../../../platform/chain.ts';
import type { ModelConfig } from '../../../../platform/config/config.ts';
import type { EngineTarget } from '../../../kinds/kind.ts';
import type { GpuHold } from '../../../launchers/devices/index.ts';
import { type Model, noLoras, type Replica, type StartablePlan } from '../../core/state.ts';
import { newRecord } from '../../views.ts';
import { announceChange, hasModel, type World } from '../world.ts';

/** Where a replica of the model answers and the headers that go there. */
export function targetOf(config: ModelConfig, baseUrl: string): EngineTarget {
  const key: Record<string, string> = config.apiKey === null ? {} : { authorization: `Bearer ${config.apiKey}` };
  return { baseUrl, headers: { ...config.headers, ...key }, healthPath: config.healthPath };
}

/** Always there, so its probing starts at once. */
export function addRemote(world: World, model: Model, url: string): void {
  const variant = model.config.variants.length - 1;
  const replica = newReplica(world, model, {
    id: world.newEngineId(model.name),
    ...{ variant, key: url, configKey: url },
    ...{ remote: true, inContainer: false, gpus: null },
  });
  replica.phase = 'unready';
  replica.target = targetOf(model.config, url);
  replica.probe.nextAt = replica.startedAt;
  add(world, replica);
}

export function add(world: World, replica: Replica): void {
  world.state.replicas.push(replica);
  if (hasModel(world, replica.model)) replica.model.replicas.push(replica);
  world.records.add(newRecord(replica));
  announceChange(world, replica);
}

interface Origin {
  readonly id: string;
  readonly variant: number;
  readonly key: string;
  readonly configKey: string;
  readonly remote: boolean;
  readonly inContainer: boolean;
  readonly gpus: GpuHold | null;
}

/** What comes of a plan. @param ids GPUs that it gets. */
export function originOf(id: string, variant: number, plan: StartablePlan, ids: readonly number[]): Origin {
  const { key, configKey, docker, gpus } = plan;
  const hold = gpus === null ? null : { engineId: id, ids, shared: gpus.shared ?? false };
  return { id, variant, key, configKey, remote: false, inContainer: docker !== null, gpus: hold };
}

export function newReplica(world: World, model: Model, origin: Origin): Replica {
  const now = world.deps.clock.now();
  return {
    model,
    ...origin,
    kind: model.config.engine,
    phase: 'starting',
    target: null,
    launched: false,
    inFlight: 0,
    room: model.room,
    turn: 0,
    failures: 0,
    failingUntil: 0,
    startedAt: now,
    readyAt: null,
    unreadySince: now,
    lastUsed: now,
    probe: { nextAt: now, running: false, misses: 0, missed: false, last: null, reason: null, seq: 0, intervalMs: 250 },
    drain: null,
    loras: noLoras,
    doubted: false,
    replaces: null,
    spared: false,
    stopSent: false,
    replace: false,
    crashed: false,
    reason: null,
    leases: new Chain(),
  };
}
