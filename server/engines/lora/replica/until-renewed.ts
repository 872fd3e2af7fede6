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
  /** Of one that is ready: as it should be; not yet; or never. */
  readonly verdict: (engineId: string) => 'done' | 'wait' | AppError;
  /** Calls back on each change of what the others tell. */
  readonly onChange: (look: () => void) => () => void;
  readonly signal: AbortSignal;
}

/**
 * Resolves when every replica that is ready is as it should be and none is on its way; also when none is left (another
 * model has taken the room). Rejects with the reason of the first that failed, or of the signal.
 */
export function untilRenewed(renewal: Renewal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let noneLeft: (() => void) | null = null;
  const look = (): void => {
    const found = lookAt(renewal);
    if (found === 'none-left') noneLeft ??= renewal.clock.timer(renewal.goneMs, resolve);
    else {
      noneLeft?.();
      noneLeft = null;
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
    noneLeft?.();
    renewal.signal.removeEventListener('abort', abort);
  });
}

function lookAt({ engines, before, verdict }: Renewal): 'done' | 'wait' | 'none-left' | Error {
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
  if (waits) return 'wait';
  if (ready > 0) return 'done';
  return leaving ? 'wait' : 'none-left';
}
