/** Replicas that we start through a launcher, or take over from an earlier gateway. */
import type { LaunchedEngine, LeftEngine } from '../../../launchers/launcher.ts';
import type { StartEffect } from '../../core/effects.ts';
import * as messages from '../../core/messages.ts';
import { gpusFor, holdsOf } from '../../core/room/gpus.ts';
import type { Model, Replica, StartablePlan } from '../../core/state.ts';
import type { World } from '../world.ts';
import { launchSpec } from './launch-spec.ts';
import { add, newReplica, originOf, targetOf } from './replica.ts';

export function startReplica(world: World, { model, variant, ask, replaces }: StartEffect): void {
  const { state, deps } = world;
  const plan = planOf(model, variant);
  const ids = gpusFor(state, { model, variant }, holdsOf(state.replicas));
  if (ids === null) throw new Error(`the GPUs for variant ${variant} of ${model.name} are not free`);
  const replica = newReplica(world, model, originOf(world.newEngineId(model.name), variant, plan, ids));
  replica.replaces = replaces;
  model.wish = null;
  model.resting = false;
  if (ask) ask.replica = replica;
  add(world, replica);
  deps.log.info(said(replica), 'engine starts');
  launch(world, replica, plan).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    world.post({ type: 'launch-failed', replica, reason: `it could not be launched: ${reason}` });
  });
}

/** It is probed at once: it may be ready, or still load. */
export function adoptReplica(world: World, model: Model, variant: number, left: LeftEngine): void {
  const origin = originOf(left.engineId, variant, planOf(model, variant), left.gpuIds.map(Number));
  const replica = newReplica(world, model, origin);
  add(world, replica);
  world.deps.log.info(said(replica), 'engine adopted');
  const { stopCommand = null, env } = model.config.variants[variant] ?? {};
  const engine = left.adopt(stopCommand, env);
  onLaunched(world, replica, engine);
  engine.exited.then((exit) => world.post({ type: 'exited', replica, exit }));
}

function planOf(model: Model, variant: number): StartablePlan {
  const plan = model.plans[variant];
  if (plan && !('error' in plan)) return plan;
  throw new Error(`variant ${variant} of ${model.name} has no command`);
}

function said({ id, model, variant, gpus }: Replica): object {
  return { engine: id, model: model.name, variant, ...(gpus === null ? {} : { gpus: gpus.ids }) };
}

async function launch(world: World, replica: Replica, plan: StartablePlan): Promise<void> {
  const { launchers } = world.deps;
  const { images, name } = replica.model;
  const image = images[replica.variant];
  if (image) image.here = false;
  const launcher = plan.docker ? launchers.docker : launchers.process;
  if (!launcher) throw messages.noDocker({ name });
  const engine = await launcher.start(launchSpec(replica, plan));
  world.post({ type: 'launched', replica, engine });
  engine.exited.then((exit) => world.post({ type: 'exited', replica, exit }));
}

/** The engine is there, and may be asked whether it is ready. */
export function onLaunched(world: World, replica: Replica, engine: LaunchedEngine): void {
  const record = world.records.of(replica);
  if (record) {
    record.launched = engine;
    record.startedAt = engine.startedAt.toISOString();
  }
  replica.launched = true;
  replica.target = targetOf(replica.model.config, engine.baseUrl);
  replica.probe.nextAt = world.deps.clock.now();
}
