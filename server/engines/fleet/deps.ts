import type { Clock } from '../../platform/clock.ts';
import type { EngineKindName, ModelConfig } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import type { EngineKind, EngineTarget } from '../kinds/kind.ts';
import type { Launcher } from '../launchers/launcher.ts';

/** What a hook of the program sees of a replica that is about to take leases. */
export interface StartingReplica {
  readonly id: string;
  readonly model: string;
  readonly variant: number;
  readonly kind: EngineKindName;
  readonly target: EngineTarget;
}

/** Everything the fleet needs of the world. */
export interface FleetDeps {
  readonly kinds: (name: EngineKindName) => EngineKind;
  readonly launchers: { readonly process: Launcher };
  readonly clock: Clock;
  readonly log: Log;
  readonly models: readonly ModelConfig[];
  /** Engines that we start, at once. */
  readonly slots: number;
  /** From 0 to below 1; Math.random by default. */
  readonly random?: () => number;
  /** An id that was never used before; by default `<model slug>-<6 random base36>`. */
  readonly newEngineId?: (model: string) => string;
  /**
   * Awaited each time before a replica (remote ones too) starts to take leases. It should not reject: a rejection is
   * logged and the replica taken into service all the same.
   */
  readonly beforeReady?: (replica: StartingReplica) => Promise<void>;
}
