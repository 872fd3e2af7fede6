/** Brings images onto the Docker host, and finds out which GPUs there are. */
import { AppError } from '../../../../platform/errors.ts';
import * as messages from '../../core/messages.ts';
import { gpusImpossible } from '../../core/room/gpus.ts';
import type { Model, VariantImage } from '../../core/state.ts';
import { hasModel, type World } from '../world.ts';
import { failPreparation } from './fail-preparation.ts';

/** An `image-brought` event tells how it ended. */
export function bringImage(world: World, model: Model, image: VariantImage): void {
  const { deps, state } = world;
  state.bringing.add(image);
  const brought = async () => deps.bringImage?.(model.name, image.docker);
  brought().then(
    () => world.post({ type: 'image-brought', model, image, why: null }),
    (error: unknown) => world.post({ type: 'image-brought', model, image, why: asAppError(model, error) }),
  );
}

function asAppError(model: Model, error: unknown): AppError {
  if (error instanceof AppError && error.code === 'shutting_down') return error;
  return messages.startFailed(model, error instanceof Error ? error.message : String(error));
}

export function onImageBrought(world: World, model: Model, image: VariantImage, why: AppError | null): void {
  world.state.bringing.delete(image);
  const variants = model.images.flatMap((other, variant) => (other === image ? [variant] : []));
  // Its model is gone, or has another image by now.
  if (!hasModel(world, model) || variants.length === 0) return;
  if (why === null) {
    image.here = true;
    return;
  }
  world.deps.log.error({ model: model.name, image: image.docker.image, err: why }, 'image could not be brought');
  failPreparation(world, model, variants, why);
}

/** A `gpus-known` event tells which there are. */
export function findGpus(world: World): void {
  const { deps, state } = world;
  state.findingGpus = true;
  const found = async () => (await deps.findGpus?.()) ?? [];
  found()
    .catch((error: unknown) => {
      deps.log.error({ err: error }, 'GPUs could not be found');
      return [];
    })
    .then((gpus) => {
      // The configuration says by now which there are.
      if (!state.findingGpus) return;
      deps.log.info({ gpus: gpus.map(({ index, name }) => ({ index, name })) }, 'GPUs of this machine');
      world.post({ type: 'gpus-known', gpus });
    });
}

/** The driver may have been loaded since, or wake up late. */
const lookAgainAfterMs = 10_000;

/** Where none were found, that is looked at again for whoever could be served by one. */
export function doubtNoGpus({ state, deps }: World, model: Model): void {
  if (state.gpus === null || state.gpus.length > 0) return;
  if (deps.clock.now() < state.gpusKnownAt + lookAgainAfterMs) return;
  if (model.plans.some((_, variant) => gpusImpossible(state, { model, variant }) !== null)) state.gpus = null;
}
