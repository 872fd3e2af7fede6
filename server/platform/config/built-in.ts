/** What is served without a configuration file: the model that comes with the package. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { configFileSchema } from './file-schema.ts';
import { createCheck } from './normalise/check.ts';
import { normalise } from './normalise.ts';
import { ConfigError, type ConfigProblem, formatKeyPath } from './problems.ts';
import type { Env } from './yaml/expand-env.ts';

export interface BuiltInOptions {
  readonly env: Env;
  readonly cwd: string;
  readonly onTerminal: boolean;
}

/** Throws ConfigError where the package is not whole. */
export function builtInConfig({ env, cwd, onTerminal }: BuiltInOptions): Config {
  const file = configFileSchema.parse({
    models: {
      tiny: {
        engine: 'embedded',
        model: join(packageRoot(), 'models', 'tiny.q8_0.gguf'),
        context: 1024,
        preload: true,
      },
    },
  });
  const problems: ConfigProblem[] = [];
  const check = createCheck(env, cwd, {
    secretName() {},
    problem: (path, message) => problems.push({ path: formatKeyPath(path), line: 0, column: 0, message }),
  });
  const config = normalise(file, { check, path: null, onTerminal });
  if (problems.length > 0) throw new ConfigError('the built-in configuration', problems);
  // The LoRA adapter that comes with the package can be tried without a copy.
  const downloadRoots = [...config.downloadRoots, join(packageRoot(), 'models')];
  return { ...config, downloadRoots, secretEnv: [] };
}

/** The nearest folder above with a package.json: the same from the sources and from a build. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
