/** Brings what variants that somebody wants started lack. No room is made for one before all of it is here. Pure. */
import type { Effect } from '../effects.ts';
import { planProblem } from '../plans/plan-problem.ts';
import { isPrepared, lacksGpus } from '../plans/preparation.ts';
import { startableVariant, wantOf } from '../room/room.ts';
import { type FleetState, isOutdated, type Model } from '../state.ts';
import { isOpen, wantsMore } from './room-rules.ts';

export function prepare(state: FleetState, now: number): Effect[] {
  for (const model of state.models.values()) {
    for (const variant of wantedVariants(state, model, now)) {
      const step = nextStep(state, model, variant);
      if (step) return [step];
    }
  }
  return [];
}

/** GPUs first: what could never have its own is not fetched. */
function nextStep(state: FleetState, model: Model, variant: number): Effect | null {
  if (lacksGpus(state, model, variant)) return state.findingGpus ? null : { type: 'find-gpus' };
  const source = model.sources[variant];
  if (source && source.fetched === null && !state.fetching.has(source.config.outputDir))
    return { type: 'fetch', model, variant, source };
  const image = model.images[variant];
  return image && !image.here && !state.bringing.has(image) ? { type: 'bring-image', model, image } : null;
}

/** Those that would be started now if there were room, for whatever reason. */
function wantedVariants(state: FleetState, model: Model, now: number): number[] {
  const { trouble, wish } = model;
  // Most models lack nothing.
  if (model.plans.every((_, variant) => isPrepared(state, model, variant))) return [];
  const wanted: (number | null | undefined)[] = state.asks
    .filter((ask) => ask.model === model && isOpen(ask))
    .map((ask) => ask.variant ?? startableVariant(model, 0));
  if (trouble.notBefore <= now) {
    wanted.push(wantOf(model)?.variant);
    if (trouble.failed === null) wanted.push(wish, wantsMore(state, model, now), ...renewed(model, now));
  }
  return wanted
    .filter((variant) => typeof variant === 'number')
    .filter((variant) => planProblem(state, model, variant) === null);
}

/** Variants of which one runs that is to be replaced. */
function renewed({ replicas, renewal, trouble }: Model, now: number): number[] {
  if (renewal === 'failed' || trouble.retryAt > now) return [];
  return replicas.filter(isOutdated).map(({ variant }) => variant);
}
