/** Engines of an earlier gateway that go on as replicas of this one: they serve without another load. */
import { digestOf } from '../../../launchers/index.ts';
import type { LeftEngine } from '../../../launchers/launcher.ts';
import { gpusTaken, gpusWanted } from '../../core/room/gpus.ts';
import { addressTaken, freeSlots } from '../../core/room/slots.ts';
import { inService, type Model, newTrouble } from '../../core/state.ts';
import type { World } from '../world.ts';
import { adoptionKey } from './plans.ts';
import { adoptReplica } from './start-replica.ts';

interface Place {
  readonly model: Model;
  readonly variant: number;
}

/** Takes those that a variant would be started as and that there is room for now. The others are not touched. */
export function adopt(world: World, left: readonly LeftEngine[]): void {
  if (left.length === 0 || world.state.closing) return;
  const places = placesOf(world);
  for (const engine of left) {
    const place = places.get(engine.specKey);
    if (!place || world.records.get(engine.engineId)) continue;
    const { model, variant } = place;
    if (hasRoom(world, place, engine)) adoptReplica(world, model, variant, engine);
  }
}

/** Others may have been started meanwhile: while Docker was away, or by the same slots where there are fewer now. */
function hasRoom({ state }: World, { model, variant }: Place, { gpuIds }: LeftEngine): boolean {
  if (freeSlots(state) <= 0 || addressTaken(model)) return false;
  if (gpusTaken(state, { ids: gpuIds.map(Number), shared: gpusWanted({ model, variant })?.shared ?? false }))
    return false;
  return model.replicas.filter(inService).length < model.config.replicas;
}

/** Docker has answered: what could not be started without it is tried anew. */
export function onEnginesLeft(world: World, left: readonly LeftEngine[]): void {
  adopt(world, left);
  for (const model of world.state.models.values())
    if (model.images.some((image) => image !== null)) model.trouble = newTrouble();
}

function placesOf({ state }: World): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const model of state.models.values()) {
    if (model.config.endsWithGateway) continue;
    model.plans.forEach((plan, variant) => {
      if (plan && !('error' in plan) && plan.docker) places.set(digestOf(adoptionKey(model, plan)), { model, variant });
    });
  }
  return places;
}
