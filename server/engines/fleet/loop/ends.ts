/** Facts about the end of a replica: it exited, crashed, or could not be started. */
import type { AppError } from '../../../platform/errors.ts';
import type { EngineExit } from '../../launchers/launcher.ts';
import * as messages from '../core/messages.ts';
import { coveredVariant } from '../core/room/room.ts';
import type { Model, Replica } from '../core/state.ts';
import { noteCrash } from '../core/trouble.ts';
import { forget, hasModel, rejectWaiter, removeAsks, type World } from './world.ts';

const shownLines = 50;

export function onExited(world: World, replica: Replica, exit: EngineExit): void {
  if (replica.phase === 'gone') return;
  const said = describeExit(exit);
  const leaving = !replica.crashed && (replica.phase === 'draining' || replica.phase === 'stopping');
  if (leaving) return left(world, replica, exit.wanted ? null : withLog(world, replica, said));
  if (replica.readyAt === null) {
    if (!replica.crashed) failStart(world, replica, withLog(world, replica, `it ${said} before it was ready`));
    return crashed(world, replica);
  }
  if (!replica.crashed) replica.reason = withLog(world, replica, said);
  crashed(world, replica);
}

/** It ended as it should (`reason` null), or of itself while it was leaving. */
function left(world: World, replica: Replica, reason: string | null): void {
  replica.reason = reason ?? replica.reason;
  if (replica.replace && hasModel(world, replica.model)) replica.model.wish ??= replica.variant;
  forget(world, replica, reason === null ? 'stopped' : 'crashed');
}

/** Notes the crash; one that was in service comes back by itself. */
function crashed(world: World, replica: Replica): void {
  const { model, readyAt } = replica;
  const now = world.deps.clock.now();
  const reason = replica.reason ?? 'unknown';
  const readyForMs = readyAt === null ? null : now - readyAt;
  noteCrash(model.trouble, { now, reason, readyForMs, waits: replica.spared, random: world.random });
  if (readyAt !== null && hasModel(world, model)) model.wish ??= replica.variant;
  world.deps.log.error({ engine: replica.id, model: model.name, reason }, 'engine crashed');
  forget(world, replica, model.trouble.failed === null ? 'crashed' : 'failed');
}

/**
 * Those for whom it was started are told at once, also while its process still has to be ended. Where it was the first
 * from a renewed command line, requests wait for one more attempt: by then the command line may be the old one again.
 */
export function failStart(world: World, replica: Replica, reason: string): void {
  replica.reason = reason;
  const { model, variant } = replica;
  const why = messages.startFailed(model, reason);
  // Its files may have gone since: whoever brings them looks again.
  const source = model.sources[variant];
  if (source) source.fetched = null;
  replica.spared = model.renewal === 'untried' && model.plans[variant]?.key === replica.key;
  if (replica.spared) model.renewal = 'failed';
  else refuseWhoWaits(world, { model, variant, except: replica }, why);
  removeAsks(world, (ask) => ask.replica === replica || (ask.model === model && ask.variant === replica.variant), why);
}

/** Refuses those who wait for the variant and whom nothing else that runs or starts will serve. */
export function refuseWhoWaits(world: World, { model, variant, except }: Refused, why: AppError): void {
  const covered = coveredVariant(model, except);
  for (const waiter of [...model.queue]) {
    if (waiter.minVariant <= variant && waiter.minVariant > covered) rejectWaiter(world, waiter, why);
  }
}

interface Refused {
  readonly model: Model;
  readonly variant: number;
  /** The replica that will serve nobody; null: there is none. */
  readonly except: Replica | null;
}

export function onLaunchFailed(world: World, replica: Replica, reason: string): void {
  if (replica.crashed) return crashed(world, replica);
  if (replica.phase !== 'starting') return left(world, replica, null);
  failStart(world, replica, reason);
  crashed(world, replica);
}

function describeExit(exit: EngineExit): string {
  const { code, signal, spawnError, detail } = exit;
  if (spawnError) return `could not be run (${spawnError})`;
  const how = signal ? `was ended by ${signal}` : `exited with code ${code ?? 'unknown'}`;
  return detail === undefined ? how : `${how}: ${detail}`;
}

/** The reason and the engine's last lines, which usually say more. */
export function withLog(world: World, replica: Replica, reason: string): string {
  const lines = world.records.of(replica)?.launched?.logs.last(shownLines) ?? [];
  if (lines.length === 0) return reason;
  return `${reason}\nlast log lines:\n${lines.map((line) => line.line).join('\n')}`;
}
