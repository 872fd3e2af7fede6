import type { Clock } from '../../platform/clock.ts';
import type { DockerRunConfig, EngineKindName, ModelConfig, VariantConfig } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import type { EngineKind, EngineTarget } from '../kinds/kind.ts';
import type { LoraFile } from '../kinds/lora.ts';
import type { Gpu } from '../launchers/devices/index.ts';
import type { Launcher, LeftEngine } from '../launchers/launcher.ts';
import type { ReplicaLora } from './fleet.ts';

/** Where a downloaded source is: fills in `${MODEL_DIR}` and `${MODEL_PATH}` of the command. */
export interface FetchedSource {
  readonly dir: string;
  /** The one file that is meant (a single .gguf in it), or the folder itself. */
  readonly path: string;
}

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
  /** Without `docker`, variants that want a container cannot be started. */
  readonly launchers: { readonly process: Launcher; readonly docker?: Launcher };
  readonly clock: Clock;
  readonly log: Log;
  readonly models: readonly ModelConfig[];
  /** Engines that we start, at once. */
  readonly slots: number;
  /** From 0 to below 1; Math.random by default. */
  readonly random?: () => number;
  /** An id that was never used before; by default `<model slug>-<6 random base36>`. */
  readonly newEngineId?: (model: string) => string;
  /** LoRA adapters that replicas of the model get on their command line (kinds with `lora.by === 'restart'`); none by default. */
  readonly loraFiles?: (model: string) => readonly LoraFile[];
  /**
   * Brings the source of a variant onto the disk, for variants that have one: awaited before the variant is started the
   * first time, and before room is made for it. Resolves at once where it is there. Rejects with an AppError: those who
   * wait are told, and it is asked again when somebody else does (with the backoff of failed starts).
   */
  readonly fetchSource?: (model: ModelConfig, variant: VariantConfig) => Promise<FetchedSource>;
  /**
   * Brings an image onto the Docker host: awaited before each start of a variant that runs in a container, and before room
   * is made for it. Rejects with an AppError: those who wait are told. Without it, images are there.
   */
  readonly bringImage?: (model: string, docker: DockerRunConfig) => Promise<void>;
  /** Engines of an earlier gateway: see `Fleet.adopt`. Nothing is started before they are. */
  readonly left?: readonly LeftEngine[];
  /** The GPUs that engines may be given; null or absent: `findGpus` is asked. */
  readonly gpus?: readonly Gpu[] | null;
  /** Looks which GPUs there are, when one is asked for first. Without it there are none. */
  readonly findGpus?: () => Promise<readonly Gpu[]>;
  /**
   * A replica that has LoRA adapters failed a request in a way that may mean it was restarted behind our back: its LoRA
   * adapters count as `loading` until `Fleet.setLoras` says otherwise.
   */
  readonly onLoraDoubt?: (replica: StartingReplica) => void;
  /**
   * Awaited each time before a replica (remote ones too) starts to take leases. It should not reject: a rejection is
   * logged and the replica taken into service all the same. What it resolves to are the LoRA adapters of the replica (as
   * for `Fleet.setLoras`): they are in force before its first lease.
   */
  readonly beforeReady?: (replica: StartingReplica) => Promise<ReadonlyMap<string, ReplicaLora> | undefined>;
}
