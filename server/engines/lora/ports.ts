import type { Downloads } from '../../library/downloads/downloads.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EngineKindName } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import type { EngineKind } from '../kinds/kind.ts';
import type { LoraFacts } from '../kinds/lora-files/index.ts';
import type { BaseModel, LoraStore } from './lora.ts';

/** Everything the LoRA adapters need of the world, but the fleet: that is made after them. */
export interface LoraDeps {
  readonly kinds: (name: EngineKindName) => Pick<EngineKind, 'lora'>;
  readonly store: LoraStore;
  readonly downloads: Pick<Downloads, 'start' | 'finished' | 'shown'>;
  /** By its own name or an alias; null: there is none in the configuration. */
  readonly baseModel: (name: string) => BaseModel | null;
  /** The own names of the models that a LoRA adapter could be meant for. */
  readonly bases: () => readonly string[];
  /** Names of models and aliases, which no LoRA adapter may have. */
  readonly names: { taken(name: string): boolean };
  /** The download roots: absolute paths. The first is where sources go by default. */
  readonly roots: () => readonly string[];
  /** The real path, inside of one of the roots. Throws AppError `path_not_allowed`. */
  readonly insideRoots: (path: string, roots: readonly string[]) => string;
  /** What the files are. Throws AppError `lora_incompatible`. */
  readonly inspect: (path: string) => Promise<LoraFacts>;
  /** Throws AppError `lora_incompatible` where they do not go with the base model. */
  readonly check: (facts: LoraFacts, base: BaseModel) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<LoraLimits>;
}

export interface LoraLimits {
  /** For an engine to list what it has. */
  readonly listMs: number;
  /** For an engine to load or unload one. */
  readonly callMs: number;
  /** All that a replica may spend before it is ready: longer, and it takes requests for the others. */
  readonly prepareMs: number;
  /** Between looks at what the replicas have. */
  readonly repairMs: number;
  /** The same, where the engine's list waits in one queue with its requests (kinds that take them at the start). */
  readonly rareRepairMs: number;
  /** How long fewer replicas may be there than before they were renewed, until the others are not waited for any more. */
  readonly goneMs: number;
}

export const defaultLimits: LoraLimits = {
  listMs: 5_000,
  callMs: 120_000,
  prepareMs: 120_000,
  repairMs: 15_000,
  rareRepairMs: 60_000,
  goneMs: 1_000,
};
