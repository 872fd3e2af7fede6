/** What has to be there before a variant can be started: its files, its image, and knowing which GPUs there are. Pure. */
import { gpusWanted } from '../room/gpus.ts';
import type { FleetState, Model } from '../state.ts';

/** Nothing has to be brought (any more) before the variant is started. */
export function isPrepared(state: FleetState, model: Model, variant: number): boolean {
  const source = model.sources[variant];
  const image = model.images[variant];
  return (!source || source.fetched !== null) && (!image || image.here) && !lacksGpus(state, model, variant);
}

/** It asks for GPUs, and nobody knows yet which there are. */
export function lacksGpus(state: FleetState, model: Model, variant: number): boolean {
  return state.gpus === null && gpusWanted({ model, variant }) !== null;
}

/** Something is being brought, by whomever: only one writes into a folder at a time. */
export function isPreparing(state: FleetState, model: Model, variant: number): boolean {
  const source = model.sources[variant];
  const image = model.images[variant];
  if (source && source.fetched === null && state.fetching.has(source.config.outputDir)) return true;
  if (image && !image.here && state.bringing.has(image)) return true;
  return state.findingGpus && lacksGpus(state, model, variant);
}
