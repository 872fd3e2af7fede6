/** Rules about which replicas start and which make room for them. Each returns at most one step. Pure. */
import { AppError } from '../../../../platform/errors.ts';
import { drain, type Effect, start } from '../effects.ts';
import { hasLora } from '../loras.ts';
import { planProblem } from '../plans/plan-problem.ts';
import { isPrepared } from '../plans/preparation.ts';
import { gpuRefusal, type Wanted } from '../room/gpus.ts';
import { type Outlook, outlookOf } from '../room/outlook.ts';
import { coveredVariant, dueInMs, line, startableVariant, wantOf } from '../room/room.ts';
import { freeSlots, slotsFreeing, slotsHeld } from '../room/slots.ts';
import { busyVictim, idleVictim, unwantedStart, victimFor } from '../room/victims.ts';
import { type FleetState, inService, type Model, type Replica, type StartAsk, type Waiter } from '../state.ts';

/** Fewer slots than before: some have to leave, busy ones too. */
export function shrink(state: FleetState, now: number): Effect[] {
  if (slotsHeld(state) - slotsFreeing(state) <= state.slots) return [];
  const victim = idleVictim(state) ?? unwantedStart(state) ?? busyVictim(state) ?? anyStart(state);
  return victim ? [drain(victim, 'config', now)] : [];
}

function anyStart(state: FleetState): Replica | null {
  return state.replicas.find((replica) => !replica.remote && replica.phase === 'starting') ?? null;
}

/** Explicit starts: the first free room is theirs, idle ones leave for them, busy ones do not. */
export function serveAsks(state: FleetState, now: number): Effect[] {
  const outlook = outlookOf(state);
  for (const ask of state.asks) {
    const done = answered(ask);
    if (done) return [{ type: 'answer-ask', ask, with: done }];
    if (underWay(ask)) continue;
    const want = wantOfAsk(ask);
    const problem = planProblem(state, want.model, want.variant);
    if (problem) return [{ type: 'answer-ask', ask, with: problem }];
    if (!isPrepared(state, want.model, want.variant)) continue;
    if (outlook.fitsNow(want)) return [start(want.model, want.variant, { ask })];
    if (outlook.claim(want)) continue;
    const victim = victimFor(state, outlook, want, 'idle');
    return [victim ? drain(victim, 'swap', now) : { type: 'answer-ask', ask, with: noRoom(state, want) }];
  }
  return [];
}

function wantOfAsk({ model, variant }: StartAsk): Wanted {
  return { model, variant: variant ?? startableVariant(model, 0) ?? 0 };
}

function matches(ask: StartAsk, replica: Replica): boolean {
  return replica.model === ask.model && (ask.variant === null || replica.variant === ask.variant);
}

function answered(ask: StartAsk): Replica | null {
  return ask.model.replicas.find((replica) => replica.phase === 'ready' && matches(ask, replica)) ?? null;
}

function underWay(ask: StartAsk): boolean {
  return ask.model.replicas.some((replica) => inService(replica) && matches(ask, replica));
}

function noRoom(state: FleetState, want: Wanted): AppError {
  const running = state.replicas
    .filter((replica) => !replica.remote)
    .map((replica) => `${replica.id} (${replica.phase}, ${replica.inFlight} in flight)`);
  const refused = freeSlots(state) > 0 ? gpuRefusal(state, want) : null;
  const why = refused ?? `all ${state.slots} slots are taken by busy engines`;
  const message =
    `There is no room to start model "${want.model.name}": ${why}. Running: ${running.join(', ') || 'none'}. ` +
    'Stop one, or try again when one is idle.';
  return new AppError('no_room', message, { retryAfterSeconds: 5 });
}

/** Waiters that nothing running will serve: start what they need, or make room for it, the oldest first. */
export function serveLine(state: FleetState, now: number): Effect[] {
  const outlook = outlookBehindAsks(state);
  for (const want of line(state, now)) {
    if (outlook.fitsNow(want)) return [start(want.model, want.variant)];
    if (outlook.claim(want)) continue;
    const who = dueInMs(want, now) > 0 ? 'idle' : 'any';
    const victim = victimFor(state, outlook, want, who);
    if (victim) return [drain(victim, 'swap', now)];
  }
  return [];
}

/** What is left when the asks that wait for room have theirs: they come before the line. */
export function outlookBehindAsks(state: FleetState): Outlook {
  const outlook = outlookOf(state);
  for (const ask of state.asks) {
    const want = wantOfAsk(ask);
    if (isOpen(ask) && isPrepared(state, want.model, want.variant)) outlook.claim(want);
  }
  return outlook;
}

/** Nothing that runs or starts answers it. */
export function isOpen(ask: StartAsk): boolean {
  return !answered(ask) && !underWay(ask);
}

/** What is left for what nobody waits for. */
function outlookBehindLine(state: FleetState, now: number): Outlook {
  const outlook = outlookBehindAsks(state);
  // Where nothing is free, nothing of it is started now anyway.
  if (freeSlots(state) > 0) for (const want of line(state, now)) outlook.claim(want);
  return outlook;
}

/** What starts by itself where there is room: after a crash, preload, further replicas. Never makes anybody leave. */
export function startFreely(state: FleetState, now: number): Effect[] {
  const outlook = outlookBehindLine(state, now);
  for (const model of state.models.values()) {
    if (model.wish === null || model.trouble.notBefore > now || model.trouble.failed !== null) continue;
    if (!isPrepared(state, model, model.wish)) continue;
    const starts =
      planProblem(state, model, model.wish) === null &&
      outlook.fitsNow({ model, variant: model.wish }) &&
      liveCount(model) < model.config.replicas;
    return [starts ? start(model, model.wish) : { type: 'forget-wish', model }];
  }
  if (freeSlots(state) <= 0 || [...state.models.values()].some((model) => wantsRoom(state, model))) return [];
  for (const model of state.models.values()) {
    const variant = wantsMore(state, model, now);
    if (variant === null || !isPrepared(state, model, variant)) continue;
    if (outlook.fitsNow({ model, variant })) return [start(model, variant)];
  }
  return [];
}

function wantsRoom(state: FleetState, model: Model): boolean {
  const want = wantOf(model);
  return want !== null && isPrepared(state, model, want.variant);
}

/** The variant of which the model wants one more replica of its own accord; null: it does not. */
export function wantsMore(state: FleetState, model: Model, now: number): number | null {
  const { trouble, config } = model;
  if (model.remote || trouble.failed !== null || trouble.notBefore > now || trouble.retryAt > now) return null;
  const live = liveCount(model);
  if (live >= config.replicas) return null;
  const preloads = config.preload && !model.resting;
  if (!preloads && (live === 0 || !isBusy(model))) return null;
  const variant = Math.max(coveredVariant(model), startableVariant(model, 0) ?? -1);
  return planProblem(state, model, variant) === null ? variant : null;
}

function liveCount(model: Model): number {
  return model.replicas.filter(inService).length;
}

/** A further replica would be of use to it: one that merely lacks a LoRA adapter will not get it sooner elsewhere. */
function wouldServe(waiter: Waiter): boolean {
  return waiter.lora === null || waiter.model.replicas.some((replica) => hasLora(replica, waiter));
}

/** As much to do as its replicas take at once; without a limit, more than one request each. */
function isBusy(model: Model): boolean {
  const up = model.replicas.filter(inService);
  const demand = model.queue.filter(wouldServe).length + up.reduce((sum, replica) => sum + replica.inFlight, 0);
  return Number.isFinite(model.room) ? demand >= up.length * model.room : demand > up.length;
}
