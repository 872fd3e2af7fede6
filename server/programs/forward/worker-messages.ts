/** What the first process of the forwarder and its workers tell each other. */
import type { ToBorrower, ToLender } from '../../forwarder/permits/messages.ts';
import type { ForwarderSettings } from '../../forwarder/settings.ts';

export interface WorkerTask {
  readonly settings: ForwarderSettings;
  readonly host: string;
  readonly port: number;
  readonly permits: number;
  /** Whether the engine is known to be healthy. */
  readonly ready: boolean;
}

export type ToWorker =
  | { readonly type: 'start'; readonly task: WorkerTask }
  | { readonly type: 'ready' }
  | { readonly type: 'drain'; readonly graceMs: number }
  /** Every worker has drained: none gets connections that it could not answer. */
  | { readonly type: 'close' }
  | { readonly type: 'permits'; readonly message: ToBorrower };

export type FromWorker =
  | { readonly type: 'listening'; readonly url: string }
  | { readonly type: 'drained' }
  /** It cannot listen; `code` as in EADDRINUSE. */
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  | { readonly type: 'permits'; readonly message: ToLender };
