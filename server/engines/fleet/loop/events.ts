import type { ModelConfig } from '../../../platform/config/config.ts';
import type { AppError } from '../../../platform/errors.ts';
import type { Readiness } from '../../kinds/kind.ts';
import type { Gpu } from '../../launchers/devices/index.ts';
import type { EngineExit, LaunchedEngine, LeftEngine } from '../../launchers/launcher.ts';
import type { Model, Replica, StartAsk, VariantImage, VariantSource, Waiter } from '../core/state.ts';
import type { FetchedSource } from '../deps.ts';
import type { ReplicaLora } from '../fleet.ts';

/** What happens to the fleet. Facts only: what follows from them is decided by `decide`. */
export type Happening =
  | { readonly type: 'request-waits'; readonly waiter: Waiter }
  | { readonly type: 'client-left'; readonly waiter: Waiter }
  /** A lease was given back, or the time that `decide` named has come: look again. */
  | { readonly type: 'look' }
  | { readonly type: 'request-failed'; readonly replica: Replica }
  | { readonly type: 'launched'; readonly replica: Replica; readonly engine: LaunchedEngine }
  | { readonly type: 'launch-failed'; readonly replica: Replica; readonly reason: string }
  | { readonly type: 'exited'; readonly replica: Replica; readonly exit: EngineExit }
  | { readonly type: 'probed'; readonly replica: Replica; readonly readiness: Readiness }
  /** The hook before ready has run; null: it did not say which LoRA adapters the replica has. */
  | { readonly type: 'prepared'; readonly replica: Replica; readonly loras: ReadonlyMap<string, ReplicaLora> | null }
  /** All of the replica's, as they were read back. */
  | { readonly type: 'loras-known'; readonly replica: Replica; readonly loras: ReadonlyMap<string, ReplicaLora> }
  /** The LoRA adapter is not to be had any more. */
  | { readonly type: 'lora-refused'; readonly model: string; readonly lora: string; readonly why: AppError }
  | { readonly type: 'renew-asked'; readonly model: string }
  /** The source of a variant is on the disk, or could not be brought there. */
  | {
      readonly type: 'fetched';
      readonly model: Model;
      readonly source: VariantSource;
      readonly place: FetchedSource | AppError;
    }
  | { readonly type: 'version-known'; readonly replica: Replica; readonly version: string | null }
  /** The image is on the Docker host (null), or could not be brought there. */
  | {
      readonly type: 'image-brought';
      readonly model: Model;
      readonly image: VariantImage;
      readonly why: AppError | null;
    }
  /** null: it is to be asked for again. */
  | { readonly type: 'gpus-known'; readonly gpus: readonly Gpu[] | null }
  | {
      readonly type: 'configured';
      readonly models: readonly ModelConfig[];
      readonly slots: number;
      readonly left: readonly LeftEngine[];
    }
  /** An earlier gateway has left these. */
  | { readonly type: 'engines-left'; readonly left: readonly LeftEngine[] }
  | { readonly type: 'start-asked'; readonly ask: StartAsk }
  | { readonly type: 'stop-asked'; readonly replica: Replica; readonly force: boolean }
  | { readonly type: 'shutdown-asked'; readonly drainTimeoutMs: number };
