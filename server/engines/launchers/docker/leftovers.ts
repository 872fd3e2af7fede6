/**
 * Containers of engines that are over, which Docker did not end or remove when it was asked: they may still have GPUs and
 * memory. It is asked again until it has done it.
 */
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type { DockerAccess } from './docker-access.ts';

export interface Leftovers {
  add(engineId: string): void;
  /** Resolves when they are gone, or Docker could not do it now. */
  remove(): Promise<void>;
  /** What is left then is a stray at the next start of the gateway. */
  close(): void;
}

export interface LeftoversParts {
  readonly access: Pick<DockerAccess, 'own' | 'api'>;
  readonly isFollowed: (engineId: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

const againEachMs = 5_000;

export function createLeftovers({ access, isFollowed, clock, log }: LeftoversParts): Leftovers {
  const engineIds = new Set<string>();
  let cancel = (): void => {};
  let closed = false;

  const later = (): void => {
    cancel();
    if (!closed) cancel = clock.timer(againEachMs, () => void remove());
  };
  const remove = async (): Promise<void> => {
    const known = new Set(engineIds);
    if (known.size === 0) return;
    try {
      for (const { id, engineId } of await access.own()) {
        if (!known.has(engineId) || isFollowed(engineId)) continue;
        await access.api.remove(id);
        log.warn({ engine: engineId, container: id }, 'a container that was left behind was removed');
      }
      for (const engineId of known) engineIds.delete(engineId);
    } catch {
      later();
    }
  };
  return {
    add(engineId) {
      engineIds.add(engineId);
      later();
    },
    remove,
    close() {
      closed = true;
      cancel();
    },
  };
}
