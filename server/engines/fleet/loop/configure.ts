/** New configuration: replicas whose process would be another one are drained and replaced, the rest goes on in place. */
import { isDeepStrictEqual } from 'node:util';
import type { ModelConfig } from '../../../platform/config/config.ts';
import * as messages from '../core/messages.ts';
import { revokeGraceMs } from '../core/rules/life-rules.ts';
import {
  inService,
  isOutdated,
  type Model,
  newTrouble,
  type Replica,
  type VariantImage,
  type VariantSource,
} from '../core/state.ts';
import { newWaitClock, readClock } from '../core/wait-clock.ts';
import { plansOf } from './starts/plans.ts';
import { addRemote, targetOf } from './starts/replica.ts';
import { rejectWaiter, removeAsks, setPhase, type World } from './world.ts';

export function configure(world: World, configs: readonly ModelConfig[], slots: number): void {
  const { state } = world;
  if (state.closing) return;
  state.slots = slots;
  const names = new Set(configs.map((config) => config.name));
  for (const model of [...state.models.values()]) if (!names.has(model.name)) removeModel(world, model);
  for (const config of configs) {
    const model = state.models.get(config.name);
    if (!model) addModel(world, config);
    else if (!isDeepStrictEqual(model.config, config)) changeModel(world, model, config);
  }
  const makeRoom = Math.max(0, ...configs.map(longestStopMs));
  for (const model of state.models.values()) {
    const loadMs = Math.max(0, ...model.config.variants.map((variant) => variant.readyTimeoutMs));
    model.pauseCapMs = makeRoom + loadMs;
  }
}

function longestStopMs(config: ModelConfig): number {
  const stopMs = Math.max(0, ...config.variants.map((variant) => variant.stopTimeoutMs));
  return config.drainTimeoutMs + revokeGraceMs + stopMs;
}

function addModel(world: World, config: ModelConfig): void {
  const model: Model = {
    config,
    name: config.name,
    remote: false,
    plans: [],
    sources: [],
    images: [],
    renewal: 'done',
    room: Number.POSITIVE_INFINITY,
    pauseCapMs: 0,
    replicas: [],
    queue: [],
    clocks: [],
    fetchClock: { counted: 0, at: 0, held: true },
    trouble: newTrouble(),
    wish: null,
    resting: false,
    turn: 0,
    mayGrow: false,
  };
  world.state.models.set(config.name, model);
  setConfig(world, model, config);
  if (model.remote) for (const url of config.urls) addRemote(world, model, url);
}

function removeModel(world: World, model: Model): void {
  world.state.models.delete(model.name);
  const why = messages.modelNotFound(model.name);
  for (const waiter of [...model.queue]) rejectWaiter(world, waiter, why);
  removeAsks(world, (ask) => ask.model === model, why);
  for (const replica of model.replicas) retire(world, replica);
}

/** Policies apply at once; what runs is kept where the process would be the same. */
function changeModel(world: World, model: Model, config: ModelConfig): void {
  const { engine } = model.config;
  const plansBefore = planKeys(model);
  setConfig(world, model, config);
  if (planKeys(model) !== plansBefore) {
    model.trouble = newTrouble();
    model.renewal = 'done';
  }
  for (const replica of model.replicas) {
    if (!inService(replica)) continue;
    const variant = engine === config.engine ? variantFor(model, replica) : null;
    if (variant === null) {
      replica.replace = !replica.remote && replica.phase !== 'starting' && replica.variant < model.plans.length;
      retire(world, replica);
      continue;
    }
    replica.variant = variant;
    replica.room = model.room;
    if (replica.target) replica.target = targetOf(config, replica.target.baseUrl);
  }
  if (!model.remote) return;
  const kept = new Set(model.replicas.filter(inService).map((replica) => replica.key));
  for (const url of config.urls) if (!kept.has(url)) addRemote(world, model, url);
}

/** The command lines are built anew. Replicas that were started from others are outdated from now on. */
export function renew(world: World, name: string): void {
  const model = world.state.models.get(name);
  if (!model || world.state.closing) return;
  const before = planKeys(model);
  model.plans = plansOf(world.deps, model.config);
  const changed = planKeys(model) !== before;
  // What failed from other command lines says nothing about these.
  if (changed) model.trouble = newTrouble();
  if (changed || model.replicas.some(isOutdated)) model.renewal = 'untried';
}

/**
 * Before a start: files of LoRA adapters may have gone since the command lines were made, and come back. One that is not
 * there would keep the engine from starting.
 */
export function refreshPlans(world: World, model: Model): void {
  if (world.deps.kinds(model.config.engine).lora?.by !== 'restart') return;
  const plans = plansOf(world.deps, model.config);
  // What could be started from before is no worse now.
  if (plans.every((plan) => plan === null || !('error' in plan))) model.plans = plans;
}

function planKeys(model: Model): string {
  return JSON.stringify(model.plans.map((plan) => plan?.key));
}

/** Which variant of the new configuration the replica is; null: none. */
function variantFor(model: Model, replica: Replica): number | null {
  if (replica.remote) {
    return model.remote && model.config.urls.includes(replica.key) ? model.config.variants.length - 1 : null;
  }
  if (model.plans[replica.variant]?.configKey === replica.configKey) return replica.variant;
  const index = model.plans.findIndex((plan) => plan?.configKey === replica.configKey);
  return index < 0 ? null : index;
}

function setConfig(world: World, model: Model, config: ModelConfig): void {
  const now = world.deps.clock.now();
  model.config = config;
  model.remote = config.variants.every((variant) => variant.run === null);
  model.plans = plansOf(world.deps, config);
  model.sources = sourcesOf(config, model.sources);
  model.images = world.deps.bringImage ? imagesOf(config, model.images) : config.variants.map(() => null);
  model.room = config.concurrency ?? world.deps.kinds(config.engine).defaults.concurrency ?? Number.POSITIVE_INFINITY;
  while (model.clocks.length < config.variants.length) model.clocks.push(newWaitClock(now));
  for (const clock of model.clocks) clock.counted = readClock(clock, now);
  for (const clock of model.clocks) clock.at = now;
}

/** What is here already is known as long as the source stays the same. */
function sourcesOf(config: ModelConfig, before: readonly (VariantSource | null)[]): (VariantSource | null)[] {
  const known = before.filter((source) => source !== null);
  return config.variants.map(({ source }) => {
    if (source === null) return null;
    const same = known.find((other) => isDeepStrictEqual(other.config, source));
    if (same) return same;
    const fresh = { config: source, fetched: null };
    known.push(fresh);
    return fresh;
  });
}

/** One that is being brought goes on to be, as long as the container stays the same. */
function imagesOf(config: ModelConfig, before: readonly (VariantImage | null)[]): (VariantImage | null)[] {
  const known = before.filter((image) => image !== null);
  return config.variants.map(({ docker = null }) => {
    if (docker === null) return null;
    const same = known.find((other) => isDeepStrictEqual(other.docker, docker));
    if (same) return same;
    const fresh = { docker, here: false };
    known.push(fresh);
    return fresh;
  });
}

/** It leaves, with the time that its model gives to drain. */
function retire(world: World, replica: Replica): void {
  if (!inService(replica)) return;
  const revokeAt = world.deps.clock.now() + replica.model.config.drainTimeoutMs;
  replica.drain = { cause: 'config', revokeAt, revokedAt: null };
  replica.reason = 'its configuration has changed';
  setPhase(world, replica, 'draining');
}
