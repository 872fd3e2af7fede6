import type { Config } from './config.ts';

/** Holds the password of the first admin, at the first start with `auth: required`. */
export const ADMIN_PASSWORD_ENV = 'ROUNDHOUSE_ADMIN_PASSWORD';

/**
 * Environment variables that hold API keys and passwords, ours or those of remote engines: an engine that we start must not inherit
 * them. What a variant's `env` names is given to that engine all the same.
 */
export function secretEnvNames(config: Config): readonly string[] {
  return config.secretEnv ?? [];
}
