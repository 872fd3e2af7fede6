import type { AppError } from '../../../../platform/errors.ts';
import { startableVariant } from '../../core/room/room.ts';
import type { Model } from '../../core/state.ts';
import { noteCrash } from '../../core/trouble.ts';
import { refuseWhoWaits } from '../ends.ts';
import { removeAsks, type World } from '../world.ts';

/** What these variants need could not be brought: all who wait for one are told. It counts as a failed start. */
export function failPreparation(world: World, model: Model, variants: readonly number[], why: AppError): void {
  const now = world.deps.clock.now();
  noteCrash(model.trouble, { now, reason: why.message, readyForMs: null, random: world.random });
  if (model.wish !== null && variants.includes(model.wish)) model.wish = null;
  for (const variant of variants) {
    refuseWhoWaits(world, { model, variant, except: null }, why);
    removeAsks(world, (ask) => ask.model === model && (ask.variant ?? startableVariant(model, 0)) === variant, why);
  }
}
