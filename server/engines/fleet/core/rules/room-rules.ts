/** Rules about which replicas start and which make room for them. Each returns at most one step. Pure. */
import { AppError } from '../../../../platform/errors.ts';
import { drain, type Effect, start } from '../effects.ts';
import { hasLora } from '../loras.ts';
import {
  busyVictim,
  coveredVariant,
  dueInMs,
  fits,
  freeSlots,
  idleVictim,
  line,
  slotsFreeing,
  slotsHeld,
  startableVariant,
  unwantedStart,
  wantOf,
} from '../room.ts';
import { sourceHere } from '../sources.ts';
import { type FleetState, inService, type Model, type Replica, type StartAsk, type Waiter } from '../state.ts';

/** Fewer slots than before: some have to leave, busy ones too. */
export function shrink(state: FleetState, now: number): Effect[] {
  if (slotsHeld(state) - slotsFreeing(state) <= state.slots) return [];
  const victim = idleVictim(state, null) ?? unwantedStart(state) ?? busyVictim(state, null) ?? anyStart(state);
  return victim ? [drain(victim, 'config', now)] : [];
}

function anyStart(state: FleetState): Replica | null {
  return state.replicas.find((replica) => !replica.remote && replica.phase === 'starting') ?? null;
}

/** Explicit starts: the first free slot is theirs, idle ones leave for them, busy ones do not. */
export function serveAsks(state: FleetState, now: number): Effect[] {
  let freeing = slotsFreeing(state);
  for (const ask of state.asks) {
    const done = answered(ask);
    if (done) return [{ type: 'answer-ask', ask, with: done }];
    if (underWay(ask)) continue;
    const variant = ask.variant ?? startableVariant(ask.model, 0) ?? 0;
    const problem = planProblem(ask.model, variant);
    if (problem) return [{ type: 'answer-ask', ask, with: problem }];
    if (!sourceHere(ask.model, variant)) continue;
    if (fits(state, { model: ask.model, variant })) return [start(ask.model, variant, { ask })];
    if (freeing > 0) {
      freeing -= 1;
      continue;
    }
    const victim = idleVictim(state, ask.model);
    return [victim ? drain(victim, 'swap', now) : { type: 'answer-ask', ask, with: noRoom(state, ask) }];
  }
  return [];
}

/** Why a variant cannot be started by us; null: it can. */
export function planProblem(model: Model, variant: number): AppError | null {
  const plan = model.plans[variant];
  if (plan) return 'error' in plan ? plan.error : null;
  return new AppError(
    'invalid_request',
    `Variant ${variant} of model "${model.name}" is not started by this gateway.`,
    {
      param: 'variant',
    },
  );
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

function noRoom(state: FleetState, ask: StartAsk): AppError {
  const running = state.replicas
    .filter((replica) => !replica.remote)
    .map((replica) => `${replica.id} (${replica.phase}, ${replica.inFlight} in flight)`);
  const message =
    `There is no room to start model "${ask.model.name}": all ${state.slots} slots are taken by busy engines: ` +
    `${running.join(', ') || 'none'}. Stop one, or try again when one is idle.`;
  return new AppError('no_room', message, { retryAfterSeconds: 5 });
}

/** Waiters that nothing running will serve: start what they need, or make room for it, the oldest first. */
export function serveLine(state: FleetState, now: number): Effect[] {
  let freeing = slotsFreeing(state) - pendingAsks(state);
  for (const want of line(state, now)) {
    if (fits(state, want)) return [start(want.model, want.variant)];
    if (freeing > 0) {
      freeing -= 1;
      continue;
    }
    const idle = idleVictim(state, want.model);
    if (idle) return [drain(idle, 'swap', now)];
    if (dueInMs(want, now) > 0) continue;
    const victim = busyVictim(state, want.model) ?? unwantedStart(state);
    if (victim) return [drain(victim, 'swap', now)];
  }
  return [];
}

/** Asks that wait for a slot: they come before the line. */
export function pendingAsks(state: FleetState): number {
  let pending = 0;
  for (const ask of state.asks) {
    if (isOpen(ask) && sourceHere(ask.model, ask.variant ?? startableVariant(ask.model, 0) ?? 0)) pending += 1;
  }
  return pending;
}

/** Nothing that runs or starts answers it. */
export function isOpen(ask: StartAsk): boolean {
  return !answered(ask) && !underWay(ask);
}

/** What starts by itself where there is room: after a crash, preload, further replicas. Never makes anybody leave. */
export function startFreely(state: FleetState, now: number): Effect[] {
  for (const model of state.models.values()) {
    if (model.wish === null || model.trouble.notBefore > now || model.trouble.failed !== null) continue;
    if (!sourceHere(model, model.wish)) continue;
    const starts =
      planProblem(model, model.wish) === null &&
      fits(state, { model, variant: model.wish }) &&
      liveCount(model) < model.config.replicas;
    return [starts ? start(model, model.wish) : { type: 'forget-wish', model }];
  }
  if (freeSlots(state) <= 0 || [...state.models.values()].some(wantsRoom)) return [];
  for (const model of state.models.values()) {
    const variant = wantsMore(model, now);
    if (variant === null || !sourceHere(model, variant)) continue;
    if (fits(state, { model, variant })) return [start(model, variant)];
  }
  return [];
}

function wantsRoom(model: Model): boolean {
  const want = wantOf(model);
  return want !== null && sourceHere(model, want.variant);
}

/** The variant of which the model wants one more replica of its own accord; null: it does not. */
export function wantsMore(model: Model, now: number): number | null {
  const { trouble, config } = model;
  if (model.remote || trouble.failed !== null || trouble.notBefore > now || trouble.retryAt > now) return null;
  const live = liveCount(model);
  if (live >= config.replicas) return null;
  const preloads = config.preload && !model.resting;
  if (!preloads && (live === 0 || !isBusy(model))) return null;
  const variant = Math.max(coveredVariant(model), startableVariant(model, 0) ?? -1);
  return planProblem(model, variant) === null ? variant : null;
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
