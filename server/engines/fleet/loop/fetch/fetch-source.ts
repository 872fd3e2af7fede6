/** Brings the source of a variant onto the disk, and tells what came of it. */
import { AppError } from '../../../../platform/errors.ts';
import * as messages from '../../core/messages.ts';
import type { Model, VariantSource } from '../../core/state.ts';
import type { FetchedSource } from '../../deps.ts';
import { hasModel, type World } from '../world.ts';
import { failPreparation } from './fail-preparation.ts';

interface Fetch {
  readonly model: Model;
  readonly variant: number;
  readonly source: VariantSource;
}

/** A `fetched` event tells how it ended. The folder is taken until then. */
export function fetchSource(world: World, { model, variant, source }: Fetch): void {
  const { deps, state } = world;
  const config = model.config.variants[variant];
  const { uri, outputDir } = source.config;
  state.fetching.add(outputDir);
  deps.log.info({ model: model.name, variant, source: uri, outputDir }, 'source is fetched');
  const fetched = async () => {
    if (!deps.fetchSource || !config) throw messages.noFetch(model);
    return deps.fetchSource(model.config, config);
  };
  fetched().then(
    (place) => world.post({ type: 'fetched', model, source, place }),
    (error: unknown) => world.post({ type: 'fetched', model, source, place: asAppError(model, uri, error) }),
  );
}

function asAppError(model: Model, uri: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return messages.startFailed(model, `its source ${uri} could not be fetched: ${reason}`);
}

/** All who wait for a variant with this source are told when it could not be fetched; it counts as a failed start. */
export function onFetched(
  world: World,
  { model, source }: Omit<Fetch, 'variant'>,
  place: FetchedSource | AppError,
): void {
  const { deps, state } = world;
  state.fetching.delete(source.config.outputDir);
  const variants = model.sources.flatMap((other, variant) => (other === source ? [variant] : []));
  // Its model is gone, or has another source by now.
  if (!hasModel(world, model) || variants.length === 0) return;
  if (!(place instanceof AppError)) {
    source.fetched = place;
    deps.log.info({ model: model.name, source: source.config.uri, dir: place.dir }, 'source is here');
    return;
  }
  deps.log.error({ model: model.name, source: source.config.uri, err: place }, 'source could not be fetched');
  failPreparation(world, model, variants, place);
}
