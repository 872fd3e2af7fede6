import type { AppError } from '../../../platform/errors.ts';
import type { DrainCause, Model, Replica, StartAsk, Waiter } from './state.ts';

/** What `decide` wants done. Each one, once done, changes the state so that it is not wanted again. */
export type Effect =
  | { readonly type: 'grant'; readonly waiter: Waiter; readonly replica: Replica }
  | { readonly type: 'reject'; readonly waiter: Waiter; readonly why: AppError }
  | { readonly type: 'start'; readonly model: Model; readonly variant: number; readonly ask: StartAsk | null }
  /** No new leases from now on; the rest are revoked at `revokeAt`. */
  | { readonly type: 'drain'; readonly replica: Replica; readonly cause: DrainCause; readonly revokeAt: number }
  | { readonly type: 'revoke'; readonly replica: Replica; readonly why: AppError }
  /** Ends the process (or forgets a remote one). Leases that were not given back after a revoke are lost. */
  | { readonly type: 'stop'; readonly replica: Replica }
  | { readonly type: 'probe'; readonly replica: Replica }
  /** It was not ready in time: it is stopped and counts as a failed start, or as crashed when it had been ready. */
  | { readonly type: 'give-up'; readonly replica: Replica; readonly reason: string }
  | { readonly type: 'answer-ask'; readonly ask: StartAsk; readonly with: Replica | AppError }
  | { readonly type: 'forget-wish'; readonly model: Model }
  | { readonly type: 'wake'; readonly at: number };
