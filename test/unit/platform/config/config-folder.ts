/** A folder of its own for a test, with files in it; gone afterwards. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config, ModelConfig } from '../../../../server/platform/config/config.ts';
import { ConfigError, formatProblem, loadConfig } from '../../../../server/platform/config/index.ts';

export interface ConfigFolder extends AsyncDisposable {
  readonly path: string;
  write(name: string, text: string): Promise<string>;
  /** As `c.yaml`. */
  load(yaml: string, env?: Readonly<Record<string, string>>): Promise<Config>;
  /** The problems, a line each, as people see them. */
  problems(yaml: string, env?: Readonly<Record<string, string>>): Promise<string[]>;
}

export async function configFolder(files: Readonly<Record<string, string>> = {}): Promise<ConfigFolder> {
  const path = await mkdtemp(join(tmpdir(), 'roundhouse-config-'));
  const write = async (name: string, text: string): Promise<string> => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const load: ConfigFolder['load'] = async (yaml, env = {}) => {
    await write('c.yaml', yaml);
    return loadConfig({ path: 'c.yaml', env, cwd: path, onTerminal: false });
  };
  return {
    path,
    write,
    load,
    problems: (yaml, env) =>
      load(yaml, env).then(
        () => [],
        (error: unknown) => {
          if (!(error instanceof ConfigError)) throw error;
          return error.problems.map((problem) => formatProblem('c.yaml', problem));
        },
      ),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

export function modelOf(config: Config, name: string): ModelConfig {
  const model = config.models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return model;
}
