import type { AppError } from '../../../platform/errors.ts';
import type { DrainCause, Model, Replica, StartAsk, VariantImage, VariantSource, Waiter } from './state.ts';

export interface StartEffect {
  readonly type: 'start';
  readonly model: Model;
  readonly variant: number;
  /** Who asked for it by name; null: nobody. */
  readonly ask: StartAsk | null;
  /** The outdated one that leaves when this one is ready; null: none. */
  readonly replaces: Replica | null;
}

/** No new leases from now on; the rest are revoked at `revokeAt`. */
export interface DrainEffect {
  readonly type: 'drain';
  readonly replica: Replica;
  readonly cause: DrainCause;
  readonly revokeAt: number;
  /** Its variant is started anew when it is gone. */
  readonly replace: boolean;
}

/** What `decide` wants done. Each one, once done, changes the state so that it is not wanted again. */
export type Effect =
  | { readonly type: 'grant'; readonly waiter: Waiter; readonly replica: Replica }
  | { readonly type: 'reject'; readonly waiter: Waiter; readonly why: AppError }
  | StartEffect
  | DrainEffect
  | { readonly type: 'revoke'; readonly replica: Replica; readonly why: AppError }
  /** Ends the process (or forgets a remote one). Leases that were not given back after a revoke are lost. */
  | { readonly type: 'stop'; readonly replica: Replica }
  | { readonly type: 'probe'; readonly replica: Replica }
  /** It was not ready in time: it is stopped and counts as a failed start, or as crashed when it had been ready. */
  | { readonly type: 'give-up'; readonly replica: Replica; readonly reason: string }
  /** Brings the source of the variant onto the disk. */
  | { readonly type: 'fetch'; readonly model: Model; readonly variant: number; readonly source: VariantSource }
  /** Brings the image onto the Docker host, or sees that it is there. */
  | { readonly type: 'bring-image'; readonly model: Model; readonly image: VariantImage }
  /** Asks which GPUs there are. */
  | { readonly type: 'find-gpus' }
  | { readonly type: 'answer-ask'; readonly ask: StartAsk; readonly with: Replica | AppError }
  | { readonly type: 'forget-wish'; readonly model: Model }
  | { readonly type: 'wake'; readonly at: number };

export function start(
  model: Model,
  variant: number,
  origin: Partial<Pick<StartEffect, 'ask' | 'replaces'>> = {},
): Effect {
  return { type: 'start', model, variant, ask: null, replaces: null, ...origin };
}

export function drain(replica: Replica, cause: DrainCause, now: number, replace = false): Effect {
  return { type: 'drain', replica, cause, revokeAt: now + replica.model.config.drainTimeoutMs, replace };
}
