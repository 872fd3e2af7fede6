/** Does what was decided. Each effect changes the state at once and starts what takes time; results come back as events. */
import { AppError } from '../../../platform/errors.ts';
import type { DrainEffect, Effect, StartEffect } from '../core/effects.ts';
import * as messages from '../core/messages.ts';
import { countedWaitMs } from '../core/room/room.ts';
import { type DrainCause, isOutdated, type Replica, type StartAsk } from '../core/state.ts';
import { viewOf } from '../views.ts';
import { refreshPlans } from './configure.ts';
import { failStart, withLog } from './ends.ts';
import { bringImage, findGpus } from './fetch/bring-image.ts';
import { fetchSource } from './fetch/fetch-source.ts';
import { startReplica } from './starts/start-replica.ts';
import { dequeue, forget, rejectWaiter, revokeLeases, setPhase, type World } from './world.ts';

const startProbeTimeoutMs = 2000;
const readyProbeTimeoutMs = 5000;

type Work = Exclude<Effect, { type: 'wake' }>;

export function execute(world: World, effect: Work): void {
  switch (effect.type) {
    case 'grant':
      if (dequeue(world, effect.waiter)) effect.waiter.grant(world.grant(effect.replica, effect.waiter.lora));
      return;
    case 'reject':
      return rejectWaiter(world, effect.waiter, effect.why);
    case 'start':
      return start(world, effect);
    case 'drain':
      return startDrain(world, effect);
    case 'revoke':
      if (effect.replica.drain) effect.replica.drain.revokedAt = world.deps.clock.now();
      return revokeLeases(world, effect.replica, effect.why);
    case 'stop':
      return stop(world, effect.replica);
    case 'probe':
      return probe(world, effect.replica);
    case 'give-up':
      return giveUp(world, effect.replica, effect.reason);
    case 'fetch':
      return fetchSource(world, effect);
    case 'bring-image':
      return bringImage(world, effect.model, effect.image);
    case 'find-gpus':
      return findGpus(world);
    case 'answer-ask':
      return answerAsk(world, effect.ask, effect.with);
    case 'forget-wish':
      effect.model.wish = null;
      return;
  }
}

const drainReasons: Readonly<Record<DrainCause, string>> = {
  swap: 'it made room for another engine',
  idle: 'it was idle for idle_unload',
  asked: 'it was stopped by request',
  config: 'its configuration has changed',
  shutdown: 'the gateway shuts down',
};

function start(world: World, effect: StartEffect): void {
  refreshPlans(world, effect.model);
  if (effect.replaces === null || isOutdated(effect.replaces)) startReplica(world, effect);
}

function startDrain(world: World, { replica, cause, revokeAt, replace }: DrainEffect): void {
  replica.drain = { cause, revokeAt, revokedAt: null };
  replica.reason = drainReasons[cause];
  replica.replace = replace;
  if (cause === 'idle') replica.model.resting = true;
  if (cause === 'swap') lineUpAgain(world, replica);
  world.deps.log.info({ engine: replica.id, model: replica.model.name, cause }, 'engine drains');
  setPhase(world, replica, 'draining');
}

/** Whom it could not serve while it was there must not take the room back at once. */
function lineUpAgain(world: World, { model, variant }: Replica): void {
  const now = world.deps.clock.now();
  for (const waiter of model.queue) {
    if (waiter.lora === null || waiter.minVariant > variant) continue;
    waiter.lineSince = now;
    waiter.lineCountedMs = countedWaitMs(waiter, now);
  }
}

function stop(world: World, replica: Replica): void {
  if (replica.remote) return forget(world, replica, 'stopped');
  setPhase(world, replica, 'stopping');
  const engine = world.records.of(replica)?.launched;
  if (!replica.launched || !engine) return;
  replica.stopSent = true;
  const { stopTimeoutMs = 10_000 } = replica.model.config.variants[replica.variant] ?? {};
  const timeoutMs = world.state.hurried ? 0 : stopTimeoutMs;
  engine.stop(timeoutMs).catch((error: unknown) => {
    world.deps.log.error({ engine: replica.id, err: error }, 'engine could not be stopped');
  });
}

function probe(world: World, replica: Replica): void {
  const { target } = replica;
  if (!target) return;
  replica.probe.running = true;
  const timeoutMs = replica.phase === 'starting' ? startProbeTimeoutMs : readyProbeTimeoutMs;
  world.deps
    .kinds(replica.kind)
    .ready(target, timeoutMs)
    .catch((error: unknown) => ({ state: 'unreachable' as const, reason: String(error) }))
    .then((readiness) => world.post({ type: 'probed', replica, readiness }));
}

/** Its holders are told, then it is stopped; it counts as a failed start, or as a crash, when it is gone. */
function giveUp(world: World, replica: Replica, reason: string): void {
  const now = world.deps.clock.now();
  replica.crashed = true;
  replica.drain = { cause: 'asked', revokeAt: now, revokedAt: now };
  if (replica.readyAt === null) failStart(world, replica, withLog(world, replica, reason));
  else replica.reason = withLog(world, replica, reason);
  revokeLeases(world, replica, messages.engineGone(replica.id, reason));
  setPhase(world, replica, 'draining');
}

function answerAsk(world: World, ask: StartAsk, answer: Replica | AppError): void {
  const { asks } = world.state;
  asks.splice(asks.indexOf(ask), 1);
  world.state.waiting -= 1;
  if (answer instanceof AppError) return ask.reject(answer);
  const record = world.records.of(answer);
  if (record) ask.resolve(viewOf(record));
}
