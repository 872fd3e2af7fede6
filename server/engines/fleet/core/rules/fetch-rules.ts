/** Brings the sources of variants that somebody wants started. No room is made for one before its source is here. Pure. */
import type { Effect } from '../effects.ts';
import { startableVariant, wantOf } from '../room.ts';
import { sourceHere } from '../sources.ts';
import type { FleetState, Model } from '../state.ts';
import { isOpen, planProblem, wantsMore } from './room-rules.ts';

export function fetchSources(state: FleetState, now: number): Effect[] {
  for (const model of state.models.values()) {
    for (const variant of wantedVariants(state, model, now)) {
      const source = model.sources[variant];
      if (!source || sourceHere(model, variant) || state.fetching.has(source.config.outputDir)) continue;
      return [{ type: 'fetch', model, variant, source }];
    }
  }
  return [];
}

/** Those that would be started now if there were room, for whatever reason. */
function wantedVariants(state: FleetState, model: Model, now: number): number[] {
  const { trouble, wish } = model;
  // Most models have no source, or have it here.
  if (model.sources.every((_, variant) => sourceHere(model, variant))) return [];
  const wanted: (number | null | undefined)[] = state.asks
    .filter((ask) => ask.model === model && isOpen(ask))
    .map((ask) => ask.variant ?? startableVariant(model, 0));
  if (trouble.notBefore <= now) {
    wanted.push(wantOf(model)?.variant);
    if (trouble.failed === null) wanted.push(wish, wantsMore(model, now));
  }
  return wanted
    .filter((variant) => typeof variant === 'number')
    .filter((variant) => planProblem(model, variant) === null);
}
