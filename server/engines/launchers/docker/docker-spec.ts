import type { DockerRunConfig } from '../../../platform/config/config.ts';

export type { DockerMount } from '../../../platform/config/config.ts';

/** GPUs of the container: these ids (`0`, `GPU-…`), any so many of them, or all. */
export type DockerGpus = { readonly ids: readonly string[] } | { readonly count: number | 'all' };

/** What a container needs beyond a command and an environment. */
export interface DockerSpec extends DockerRunConfig {
  readonly gpus?: DockerGpus;
}

/** The default of `DockerRunConfig.containerPort`. */
export const defaultContainerPort = 8000;
