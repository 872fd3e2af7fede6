/** Writes what has happened into the state. What follows from it is not decided here. */
import * as messages from '../core/messages.ts';
import { isOpen } from '../core/rules/room-rules.ts';
import { inService, type Replica, type StartAsk, type Waiter } from '../core/state.ts';
import { askAgain, backoffMs } from '../core/trouble.ts';
import { configure, renew } from './configure.ts';
import { onExited, onLaunchFailed } from './ends.ts';
import type { Happening } from './events.ts';
import { doubtNoGpus, onImageBrought } from './fetch/bring-image.ts';
import { onFetched } from './fetch/fetch-source.ts';
import { doubtLoras, onLorasKnown, refuseLora } from './loras.ts';
import { onPrepared, onProbed, onVersionKnown } from './readiness.ts';
import { adopt, onEnginesLeft } from './starts/adopt.ts';
import { onLaunched } from './starts/start-replica.ts';
import { dequeue, removeAsks, setPhase, type World } from './world.ts';

export function applyEvent(world: World, event: Happening): void {
  switch (event.type) {
    case 'look':
      return;
    case 'request-waits':
      return onWaits(world, event.waiter);
    case 'client-left':
      dequeue(world, event.waiter);
      return;
    case 'request-failed':
      return onRequestFailed(world, event.replica);
    case 'launched':
      return onLaunched(world, event.replica, event.engine);
    case 'launch-failed':
      return onLaunchFailed(world, event.replica, event.reason);
    case 'exited':
      return onExited(world, event.replica, event.exit);
    case 'probed':
      return onProbed(world, event.replica, event.readiness);
    case 'prepared':
      return onPrepared(world, event.replica, event.loras);
    case 'loras-known':
      return onLorasKnown(event.replica, event.loras);
    case 'lora-refused':
      return refuseLora(world, event);
    case 'renew-asked':
      return renew(world, event.model);
    case 'fetched':
      return onFetched(world, event, event.place);
    case 'version-known':
      return onVersionKnown(world, event.replica, event.version);
    case 'configured':
      configure(world, event.models, event.slots);
      return adopt(world, event.left);
    case 'engines-left':
      return onEnginesLeft(world, event.left);
    case 'image-brought':
      return onImageBrought(world, event.model, event.image, event.why);
    case 'gpus-known':
      world.state.gpus = event.gpus;
      world.state.gpusKnownAt = world.deps.clock.now();
      world.state.findingGpus = false;
      return;
    case 'start-asked':
      return onStartAsked(world, event.ask);
    case 'stop-asked':
      return onStopAsked(world, event.replica, event.force);
    case 'shutdown-asked':
      return onShutdown(world, event.drainTimeoutMs);
  }
}

function onWaits(world: World, waiter: Waiter): void {
  const { state, deps } = world;
  const { model } = waiter;
  doubtNoGpus(world, model);
  model.queue.push(waiter);
  state.waiting += 1;
  if (model.trouble.failed !== null) askAgain(model.trouble);
  if (!model.remote || model.replicas.some((replica) => replica.phase === 'ready')) return;
  // Whether a remote engine is there is asked anew for whoever needs it.
  for (const { phase, probe } of model.replicas) {
    if (phase === 'unready' && probe.nextAt !== Number.POSITIVE_INFINITY) probe.nextAt = deps.clock.now();
  }
}

/** Left alone for a while, the longer the more requests in a row have failed on it. */
function onRequestFailed(world: World, replica: Replica): void {
  const { deps, random } = world;
  doubtLoras(world, replica);
  const now = deps.clock.now();
  // Requests that were under way when it failed first tell nothing new.
  if (replica.failingUntil > now) return;
  replica.failures += 1;
  replica.failingUntil = now + backoffMs(replica.failures, random);
}

function onStartAsked(world: World, ask: StartAsk): void {
  const { state } = world;
  const { trouble } = ask.model;
  doubtNoGpus(world, ask.model);
  askAgain(trouble);
  trouble.notBefore = 0;
  trouble.retryAt = 0;
  state.asks.push(ask);
  state.waiting += 1;
}

function onStopAsked(world: World, replica: Replica, force: boolean): void {
  const now = world.deps.clock.now();
  const revokeAt = force ? now : now + replica.model.config.drainTimeoutMs;
  replica.model.resting = true;
  replica.model.wish = null;
  replica.replace = false;
  const wasStarting = replica.phase === 'starting';
  leave(world, replica, 'asked', revokeAt);
  if (wasStarting) withdrawAsks(world, replica);
}

/** Who has asked for this start is told that it was stopped: to start it again would undo the stop. */
function withdrawAsks(world: World, { id, model, variant }: Replica): void {
  const forIt = (ask: StartAsk): boolean =>
    ask.model === model && (ask.variant === null || ask.variant === variant) && isOpen(ask);
  removeAsks(world, forIt, messages.stoppedWhileStarting(id));
}

function leave(world: World, replica: Replica, cause: 'asked' | 'shutdown', revokeAt: number): void {
  if (replica.drain) replica.drain.revokeAt = Math.min(replica.drain.revokeAt, revokeAt);
  if (!inService(replica)) return;
  replica.drain = { cause, revokeAt, revokedAt: null };
  replica.reason = cause === 'asked' ? 'it was stopped by request' : 'the gateway shuts down';
  setPhase(world, replica, 'draining');
}

function onShutdown(world: World, drainTimeoutMs: number): void {
  const { state, records } = world;
  if (state.closing && drainTimeoutMs === 0) state.hurried = true;
  state.closing = true;
  for (const replica of [...state.replicas]) {
    leave(world, replica, 'shutdown', world.deps.clock.now() + drainTimeoutMs);
    if (state.hurried && replica.phase === 'stopping') void records.of(replica)?.launched?.stop(0);
  }
}
