/** Facts about readiness: probe results, the hook before ready, the version. */
import type { Readiness } from '../../kinds/kind.ts';
import { noLoras, type Replica } from '../core/state.ts';
import type { ReplicaLora } from '../fleet.ts';
import { doubtLoras, onLorasKnown, seenByHooks } from './loras.ts';
import { announceChange, setPhase, type World } from './world.ts';

const readyProbeMs = 10_000;
const missesUntilUnready = 3;
const firstRetryMs = 250;
const longestRetryMs = 10_000;
const progressEveryMs = 5000;

/**
 * How long until a starting engine is asked again: 10 ms at first, 250 ms after 16 s. In proportion to the time so far,
 * so that a poll never adds more than 2 % to a load, nor more than 20 ms to one of a second.
 */
export function startProbeMs(sinceStartMs: number): number {
  return Math.min(250, Math.max(10, sinceStartMs / 64));
}

export function onProbed(world: World, replica: Replica, readiness: Readiness): void {
  const { probe } = replica;
  probe.running = false;
  world.state.seq += 1;
  probe.seq = world.state.seq;
  if (replica.phase !== 'starting' && replica.phase !== 'ready' && replica.phase !== 'unready') return;
  probe.last = readiness.state;
  if (readiness.state === 'ready') onAlive(world, replica);
  else onMissed(world, replica, readiness.reason);
  announceChange(world, replica);
}

function onAlive(world: World, replica: Replica): void {
  const { probe } = replica;
  if (probe.missed) doubtLoras(world, replica);
  probe.misses = 0;
  probe.missed = false;
  probe.reason = null;
  probe.intervalMs = firstRetryMs;
  if (replica.phase === 'ready') {
    probe.nextAt = world.deps.clock.now() + readyProbeMs;
    return;
  }
  // Not probed while the hook runs.
  probe.nextAt = Number.POSITIVE_INFINITY;
  prepare(world, replica);
}

function prepare(world: World, replica: Replica): void {
  const { beforeReady, log } = world.deps;
  const seen = seenByHooks(replica);
  if (!beforeReady || !seen) return onPrepared(world, replica, null);
  const asked = async () => beforeReady(seen);
  asked()
    .catch((error: unknown) => log.error({ engine: seen.id, err: error }, 'the hook before ready failed'))
    .then((loras) => world.post({ type: 'prepared', replica, loras: loras ?? null }));
}

export function onPrepared(world: World, replica: Replica, loras: ReadonlyMap<string, ReplicaLora> | null): void {
  if (replica.phase !== 'starting' && replica.phase !== 'unready') return;
  const { deps } = world;
  const now = deps.clock.now();
  const record = world.records.of(replica);
  onLorasKnown(replica, loras ?? noLoras);
  if (replica.key === replica.model.plans[replica.variant]?.key) replica.model.renewal = 'done';
  replica.readyAt = now;
  replica.lastUsed = now;
  replica.reason = null;
  replica.failures = 0;
  replica.failingUntil = 0;
  replica.probe.nextAt = now + readyProbeMs;
  if (record) record.readyAt = deps.clock.date().toISOString();
  setPhase(world, replica, 'ready');
  deps.log.info(
    { engine: replica.id, model: replica.model.name, afterMs: Math.round(now - replica.startedAt) },
    'engine ready',
  );
  askVersion(world, replica);
}

function askVersion(world: World, replica: Replica): void {
  const { target } = replica;
  if (!target) return;
  world.deps
    .kinds(replica.kind)
    .version(target)
    .catch(() => null)
    .then((version) => world.post({ type: 'version-known', replica, version }));
}

export function onVersionKnown(world: World, replica: Replica, version: string | null): void {
  const record = world.records.of(replica);
  if (record && version !== null) record.version = version;
}

function onMissed(world: World, replica: Replica, reason: string): void {
  const { probe } = replica;
  const now = world.deps.clock.now();
  probe.reason = reason;
  if (replica.phase === 'starting') {
    probe.nextAt = now + startProbeMs(now - replica.startedAt);
    return logProgress(world, replica, now);
  }
  if (replica.phase === 'unready') {
    probe.nextAt = now + probe.intervalMs;
    // One that loads is about to be ready, and perhaps waited for.
    const longest = probe.last === 'loading' ? 1000 : longestRetryMs;
    probe.intervalMs = Math.min(longest, probe.intervalMs * 2);
    return;
  }
  probe.misses += 1;
  probe.missed = true;
  probe.nextAt = now + readyProbeMs;
  if (probe.misses < missesUntilUnready) return;
  probe.nextAt = now + firstRetryMs;
  probe.intervalMs = firstRetryMs * 2;
  replica.unreadySince = now;
  replica.reason = `it does not answer its health check: ${reason}`;
  world.deps.log.warn({ engine: replica.id, model: replica.model.name, reason }, 'engine does not answer');
  setPhase(world, replica, 'unready');
}

function logProgress(world: World, replica: Replica, now: number): void {
  if (now - replica.unreadySince < progressEveryMs) return;
  // Until it is ready, this is the time of the last line about its progress.
  replica.unreadySince = now;
  const seconds = Math.round((now - replica.startedAt) / 1000);
  const { reason } = replica.probe;
  world.deps.log.info({ engine: replica.id, model: replica.model.name, seconds, reason }, 'engine is starting');
}
