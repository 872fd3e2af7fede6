/** Files that have to be on the disk before a variant can be started. Pure. */
import type { FleetState, Model } from './state.ts';

/** Nothing has to be brought (any more) before the variant is started. */
export function sourceHere(model: Model, variant: number): boolean {
  const source = model.sources[variant];
  return !source || source.fetched !== null;
}

/** Its folder is being written, by whomever: only one writes at a time. */
export function isFetching(state: FleetState, model: Model, variant: number): boolean {
  const source = model.sources[variant];
  return !!source && source.fetched === null && state.fetching.has(source.config.outputDir);
}
