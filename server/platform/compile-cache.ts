import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/** For programs of ours that are run by this Node: where it keeps compiled modules, if it does. */
export function compileCacheEnv(): Record<string, string> {
  const versioned = getCompileCacheDir();
  return versioned === undefined ? {} : { NODE_COMPILE_CACHE: dirname(versioned) };
}
