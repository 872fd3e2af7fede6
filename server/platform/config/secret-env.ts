import type { Config } from './config.ts';

/**
 * Environment variables that hold API keys, ours or those of remote engines: an engine that we start must not inherit
 * them. What a variant's `env` names is given to that engine all the same.
 */
export function secretEnvNames(config: Config): readonly string[] {
  return config.secretEnv ?? [];
}
