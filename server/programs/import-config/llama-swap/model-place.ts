import type { KeyPath } from '../../../platform/config/problems.ts';
import type { Findings } from '../findings.ts';

/** What llama-swap says for all models. Seconds; null: it says nothing. */
export interface Defaults {
  readonly healthCheckTimeout: number | null;
  readonly globalTtl: number;
  readonly unloadTimeout: number | null;
}

export interface ModelPlace {
  readonly id: string;
  /** Where it stands in the file. */
  readonly path: KeyPath;
  readonly defaults: Defaults;
  /** A port where one has to be written down. */
  readonly nextPort: () => number;
  readonly findings: Findings;
}
