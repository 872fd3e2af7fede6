/**
 * The door of the LoRA adapters: which ones are wanted, and which replica has them. What is wanted is kept in the database;
 * a reconciler makes it so on every replica of the base model and reads back what the engine says.
 */
import type { DownloadView } from '../../library/downloads/downloads.ts';
import type { SourceOptions } from '../../library/downloads/source.ts';
import type { EngineKindName } from '../../platform/config/config.ts';
import type { Fleet, ReplicaLora, StartingReplica } from '../fleet/index.ts';
import type { LoraFile } from '../kinds/lora.ts';

export interface LoadLora {
  /** 1 to 200 characters; no control characters, no colon. Not the name of a model or an alias. */
  readonly name: string;
  /** What is on the disk already. Exactly one of `path` and `source`, except that with `source` the path is `outputDir`. */
  readonly path: string | null;
  readonly source: string | null;
  /** Default: a folder named after the LoRA adapter in the first download root. */
  readonly outputDir: string | null;
  readonly options: SourceOptions;
  readonly maxWorkers: number;
  /** Answer at once where there is something to download. */
  readonly async: boolean;
  /** Base model (or alias of it); null: there is only one that could be meant. */
  readonly model: string | null;
  /** Which base models could be meant where `model` does not say: those that the caller may use. */
  readonly mayBe: (model: string) => boolean;
  /** Replace the one that has this name already. */
  readonly inPlace: boolean;
}

export type LoraState = 'downloading' | 'loading' | 'loaded' | 'failed' | 'unloading';

/** One LoRA adapter on one replica. */
export interface LoraOnReplica {
  readonly engineId: string;
  readonly state: 'loading' | 'loaded' | 'failed';
  /** The engine's reason where it failed. */
  readonly reason: string | null;
}

export interface LoraView {
  readonly name: string;
  /** The base model's own name. */
  readonly model: string;
  /** As it is loaded; null while it is not known yet. */
  readonly path: string | null;
  /** Without credentials. */
  readonly source: string | null;
  /** Id of the download that brings it; null: none runs. */
  readonly downloadId: string | null;
  /** False: it is to go away, and does so on the replicas that still have it. */
  readonly wanted: boolean;
  /** `loaded`: every replica that runs has it (also when none runs: it is loaded before the first request). */
  readonly state: LoraState;
  readonly reason: string | null;
  readonly replicas: readonly LoraOnReplica[];
  /** ISO 8601. */
  readonly createdAt: string;
}

export type LoadOutcome =
  /** Every replica that runs has it. */
  | { readonly done: true; readonly lora: LoraView; readonly message: string }
  /** Asked for asynchronously: look at the download, or at the LoRA adapter. */
  | { readonly done: false; readonly lora: LoraView; readonly download: DownloadView };

export interface Loras {
  /**
   * Throws AppError: `invalid_request` (fields; more than one model could be meant: lists them; the name is taken),
   * `model_not_found`, `path_not_allowed`, `lora_incompatible`, `lora_conflict`, `lora_load_failed`, what downloads throw,
   * `storage_unavailable`. A load that failed while the caller waited leaves nothing behind.
   */
  load(request: LoadLora): Promise<LoadOutcome>;
  /** Resolves when no replica has it any more (those that cannot be reached are told when they come back). Throws `lora_not_found`, `lora_load_failed`. */
  unload(name: string): Promise<LoraView>;
  list(): readonly LoraView[];
  get(name: string): LoraView | null;
  /** Told on each change, for the catalogue and the event stream. */
  subscribe(listener: (view: LoraView) => void): () => void;
  /** Those that can be asked for, by name and base model: wanted, and past their first load. For the catalogue. */
  served(): readonly { readonly name: string; readonly model: string }[];
  /** Gives it the fleet, right after that was made with the hooks: the fleet asks for files before it is there. Once. */
  attach(fleet: LoraFleet): void;
  /** For `FleetDeps`. */
  readonly fleetHooks: {
    loraFiles(model: string): readonly LoraFile[];
    beforeReady(replica: StartingReplica): Promise<ReadonlyMap<string, ReplicaLora>>;
    onLoraDoubt(replica: StartingReplica): void;
  };
  /** The models have changed: LoRA adapters of models that are gone are kept, and out of use until the model is back. */
  reconfigured(): void;
  close(): Promise<void>;
}

/** What the LoRA adapters see of the fleet. */
export type LoraFleet = Pick<
  Fleet,
  'engines' | 'engine' | 'target' | 'setLoras' | 'refuseLora' | 'renew' | 'start' | 'subscribe'
>;

/** What of a base model the LoRA adapters need to know. */
export interface BaseModel {
  readonly name: string;
  readonly kind: EngineKindName;
  /** The name that the engine knows it by. */
  readonly engineModel: string;
  /** Its files, where the configuration tells (a .gguf, or a folder with config.json); null else. */
  readonly files: string | null;
  /** Whether we start it (else: remote). */
  readonly started: boolean;
  /** Its command line as we know it, for limits in our own arguments (`--max-lora-rank`); null where there is none. */
  readonly command: readonly string[] | null;
  /** Whether LoRA arguments can be added to its command line: built by us, or `${LORA_ARGS}` in a verbatim command. */
  readonly takesLoraArgs: boolean;
}

/** A row of the database. */
export interface LoraRecord {
  readonly name: string;
  readonly model: string;
  readonly path: string;
  readonly source: string | null;
  /** False: to be unloaded wherever it still is, then forgotten. */
  readonly wanted: boolean;
  readonly createdAt: string;
}

/** Where what is wanted is kept. Rejects with `storage_unavailable`. */
export interface LoraStore {
  all(): Promise<readonly LoraRecord[]>;
  put(record: LoraRecord): Promise<void>;
  remove(name: string): Promise<void>;
}
