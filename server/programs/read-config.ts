import type { Config } from '../platform/config/config.ts';
import { ConfigError, loadConfig } from '../platform/config/index.ts';

/** The configuration as `serve` would have it; null: it is wrong, and standard error says why. */
export async function readConfig(path: string | undefined): Promise<Config | null> {
  try {
    return await loadConfig({ path, env: process.env, cwd: process.cwd() });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return null;
  }
}
