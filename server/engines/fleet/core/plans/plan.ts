/** How the variants of a model are started, and what has to be there before. */
import type { DockerRunConfig, GpusConfig, SourceConfig } from '../../../../platform/config/config.ts';
import type { AppError } from '../../../../platform/errors.ts';
import type { FetchedSource } from '../../deps.ts';

/**
 * How a variant is started. `key` tells its process from any other, `configKey` from any that the configuration alone
 * would make another: LoRA adapters on the command line are in the first only.
 */
export type VariantPlan = { readonly key: string; readonly configKey: string } & (
  | {
      readonly command: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      /** null: it runs as a process. */
      readonly docker: DockerRunConfig | null;
      /** null: it is not told which are its own. */
      readonly gpus: GpusConfig | null;
    }
  | { readonly error: AppError }
);

export type StartablePlan = Exclude<VariantPlan, { readonly error: AppError }>;

/**
 * How far new command lines of a model are known to be good: `untried` since `renew`, until an engine has become ready
 * from them; `failed`: one could not be started, so what still runs from the old ones stays.
 */
export type Renewal = 'done' | 'untried' | 'failed';

/** Files that have to be on the disk before a variant can be started. */
export interface VariantSource {
  readonly config: SourceConfig;
  /** Where it is; null: it was not brought yet. */
  fetched: FetchedSource | null;
}

/** The image that a variant's container is made from. */
export interface VariantImage {
  readonly docker: DockerRunConfig;
  /** It was there when somebody last looked. One look counts for one start: images go, and so does Docker. */
  here: boolean;
}
