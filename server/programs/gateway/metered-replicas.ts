import type { EngineView, Fleet } from '../../engines/fleet/index.ts';
import type { MeteredReplica } from '../../engines/metrics/index.ts';

/**
 * Whose metrics `/metrics` tells: every live engine; and, of a model whose last engine crashed or failed and that has no
 * other, that one, so that it is seen to be down. Engines that were stopped are not missed.
 */
export function meteredReplicas(fleet: Fleet): MeteredReplica[] {
  const shown: MeteredReplica[] = [];
  const models = new Set<string>();
  // Live ones come first, then the newest of those that are gone.
  for (const view of fleet.engines()) {
    const target = fleet.target(view.id);
    const live = target !== null || view.state === 'starting' || view.state === 'draining';
    const broken = view.state === 'crashed' || view.state === 'failed';
    if (live || (broken && !models.has(view.model))) shown.push(metered(view, target));
    models.add(view.model);
  }
  return shown;
}

const metered = (view: EngineView, target: MeteredReplica['target']): MeteredReplica => ({
  id: view.id,
  model: view.model,
  kind: view.kind,
  version: view.version,
  target,
  ready: view.state === 'ready',
});
