/** What is known of the LoRA adapters of one replica. */
import type { AppError } from '../../../platform/errors.ts';
import type { ReplicaLora, StartingReplica } from '../../fleet/index.ts';

export interface KnownLora extends ReplicaLora {
  /** Which version of the wanted one it is. */
  readonly version: number;
  /** Failed loads of this version in a row. */
  readonly tries: number;
  /** On the clock: a failed one is left alone until then, unless somebody asks. */
  readonly retryAt: number;
}

/** How one replica was brought to what is wanted, as far as it could be. */
export interface SyncResult {
  readonly loras: ReadonlyMap<string, KnownLora>;
  /** Names that are to go and are not there, by what the engine says. */
  readonly absent: ReadonlySet<string>;
  /** Names that are to go and are still there, or may be: with the reason. */
  readonly left: ReadonlyMap<string, AppError>;
  /** False: it could not be asked what it has. */
  readonly listed: boolean;
}

export interface KnownReplica extends SyncResult {
  readonly replica: StartingReplica;
}

export const nothingKnown: SyncResult = { loras: new Map(), absent: new Set(), left: new Map(), listed: false };
