/** Waiting for replicas that are started anew, one after the other, because their command line has changed. */

import type { Clock } from '../../../platform/clock.ts';
import type { AppError } from '../../../platform/errors.ts';
import type { EngineView } from '../../fleet/index.ts';
import { loadFailed } from './lora-fault.ts';

export interface Renewal {
  readonly clock: Clock;
  readonly goneMs: number;
  /** Engines of the model, as they are now; ended ones among them. */
  readonly engines: () => readonly EngineView[];
  /** Those that had started before the change: their end says nothing about it. */
  readonly before: ReadonlySet<string>;
  /** How many were in service then: while fewer are, one that leaves may be about to make room for its successor. */
  readonly count: number;
  /** Of one that is ready: as it should be; not yet; or never. */
  readonly verdict: (engineId: string) => 'done' | 'wait' | AppError;
  /** Calls back on each change of what the others tell. */
  readonly onChange: (look: () => void) => () => void;
  readonly signal: AbortSignal;
}

/**
 * Resolves when every replica that is ready is as it should be and none is on its way; where there are fewer than before
 * (another model has taken the room), after a moment in which none came. Rejects with the reason of the first that failed, or of the signal.
 */
export function untilRenewed(renewal: Renewal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let fewer: (() => void) | null = null;
  const look = (): void => {
    const found = lookAt(renewal);
    if (found === 'fewer') fewer ??= renewal.clock.timer(renewal.goneMs, resolve);
    else {
      fewer?.();
      fewer = null;
    }
    if (found === 'done') resolve();
    else if (found instanceof Error) reject(found);
  };
  const stopLooking = renewal.onChange(look);
  const abort = (): void => reject(renewal.signal.reason);
  renewal.signal.addEventListener('abort', abort);
  if (renewal.signal.aborted) abort();
  look();
  return promise.finally(() => {
    stopLooking();
    fewer?.();
    renewal.signal.removeEventListener('abort', abort);
  });
}

function lookAt({ engines, before, count, verdict }: Renewal): 'done' | 'wait' | 'fewer' | Error {
  let ready = 0;
  let waits = false;
  let leaving = false;
  for (const { id, state, reason } of engines()) {
    if (state === 'starting') waits = true;
    else if (state === 'draining') leaving = true;
    else if (state === 'ready') {
      const found = verdict(id);
      if (found instanceof Error) return found;
      ready += 1;
      if (found === 'wait') waits = true;
    } else if ((state === 'crashed' || state === 'failed') && !before.has(id)) {
      return loadFailed(`The engine did not start with the new LoRA adapters: ${reason ?? 'it does not say why'}`, id);
    }
  }
  if (waits || (leaving && ready < count)) return 'wait';
  return ready > 0 && ready >= count ? 'done' : 'fewer';
}
