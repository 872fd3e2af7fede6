import type { EngineKindName } from '../../platform/config/config.ts';
import type { EngineTarget } from '../kinds/kind.ts';
import type { ReplicaNumbers } from './read-replica.ts';

/** One engine as far as its metrics go. */
export interface MeteredReplica {
  readonly id: string;
  readonly model: string;
  readonly kind: EngineKindName;
  readonly version: string | null;
  /** null: there is nobody to ask. */
  readonly target: Pick<EngineTarget, 'baseUrl' | 'headers'> | null;
  /** Whether the fleet finds it ready: what `roundhouse:up` says of kinds that are not asked for metrics. */
  readonly ready: boolean;
}

/** What one replica gave; `numbers` null: nothing, or it was not asked. */
export interface ReplicaReport {
  readonly replica: MeteredReplica;
  readonly up: boolean;
  readonly seconds: number | null;
  readonly numbers: ReplicaNumbers | null;
}
