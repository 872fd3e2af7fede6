/** Finds, reads and checks the configuration. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { builtInConfig } from './built-in.ts';
import type { Config } from './config.ts';
import { type ConfigFile, configFileSchema } from './file-schema.ts';
import { createCheck } from './normalise/check.ts';
import { normalise } from './normalise.ts';
import { ConfigError, type ConfigProblem, formatKeyPath, type KeyPath } from './problems.ts';
import { checkShape } from './yaml/check-shape.ts';
import { type Env, type ExpandedTree, expandTree } from './yaml/expand-env.ts';
import { readYaml, type YamlFile } from './yaml/read-yaml.ts';

export interface LoadOptions {
  /** As given by `--config`; else the variable ROUNDHOUSE_CONFIG, else `roundhouse.yaml` in `cwd` if it exists, else built in. */
  readonly path?: string | undefined;
  readonly env: Env;
  readonly cwd: string;
  /** Whether standard error is a terminal: logs are then text. Default: as it is. */
  readonly onTerminal?: boolean;
}

const DEFAULT_NAME = 'roundhouse.yaml';

/** Throws ConfigError with every problem found. */
export async function loadConfig(options: LoadOptions): Promise<Config> {
  const { env, cwd, onTerminal = process.stderr.isTTY === true } = options;
  const named = options.path || env['ROUNDHOUSE_CONFIG'] || null;
  const text = await readText(named ?? DEFAULT_NAME, cwd, named === null);
  if (text === null) return builtInConfig({ env, cwd, onTerminal });
  return parseConfig(text, { name: named ?? DEFAULT_NAME, env, cwd, onTerminal });
}

/** null: the file is not there and need not be. */
async function readText(name: string, cwd: string, optional: boolean): Promise<string | null> {
  try {
    return await readFile(resolve(cwd, name), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && optional) return null;
    const why =
      code === 'ENOENT' ? 'there is no such file; correct the path, or create it' : `cannot be read (${code})`;
    throw new ConfigError(name, [{ path: '', line: 0, column: 0, message: why }]);
  }
}

interface ParseOptions {
  /** The file as the user named it. */
  readonly name: string;
  readonly env: Env;
  readonly cwd: string;
  readonly onTerminal: boolean;
}

function parseConfig(text: string, { name, env, cwd, onTerminal }: ParseOptions): Config {
  const yaml = readYaml(text.replace(/^\ufeff/, ''));
  if ('problems' in yaml) throw new ConfigError(name, yaml.problems);
  const tree = expandTree(yaml.file.value, env);
  const found = collector(yaml.file);
  for (const fault of tree.faults) found.add(fault.path, fault.message);
  if (isUnused(yaml.file.value))
    throw new ConfigError(name, [{ path: '', line: 0, column: 0, message: 'is empty; add at least `models:`' }]);
  const shape = checkShape(configFileSchema, { tree, written: yaml.file.written });
  for (const problem of shape.problems) found.add(problem.path, problem.message, problem.atKey);
  if (hasProtoModel(yaml.file.value))
    found.add(['models', '__proto__'], 'this name is not possible; choose another', true);
  const path = resolve(cwd, name);
  const secrets = new Set(headerVariables(tree));
  const config =
    shape.file && normaliseFile(shape.file, { path, env, onTerminal, secrets, found, leftOut: shape.leftOut });
  if (config === null || found.problems.length > 0) throw new ConfigError(name, found.problems);
  return { ...config, secretEnv: [...secrets] };
}

interface Collector {
  readonly problems: ConfigProblem[];
  add(path: KeyPath, message: string, atKey?: boolean): void;
}

function collector(file: YamlFile): Collector {
  const problems: ConfigProblem[] = [];
  return {
    problems,
    add(path, message, atKey = false) {
      const at = atKey ? file.locateKey(path) : file.locate(path);
      problems.push({ path: formatKeyPath(path), ...at, message });
    },
  };
}

interface NormaliseFile {
  readonly path: string;
  readonly env: Env;
  readonly onTerminal: boolean;
  readonly secrets: Set<string>;
  readonly found: Collector;
  readonly leftOut: readonly KeyPath[];
}

function normaliseFile(file: ConfigFile, { path, env, onTerminal, secrets, found, leftOut }: NormaliseFile): Config {
  const check = createCheck(env, dirname(path), {
    secretName: (name) => secrets.add(name),
    problem: (at, message) => {
      if (!doubtful(at, leftOut)) found.add(at, message);
    },
  });
  return normalise(file, { check, path, onTerminal });
}

/** A problem that may only come of what had to be left out is not told: one model's faults do not touch another's. */
function doubtful(path: KeyPath, leftOut: readonly KeyPath[]): boolean {
  const group = (at: KeyPath): string => (at[0] === 'models' && at.length > 1 ? `models.${at[1]}` : '');
  const wholeModelGone = (at: KeyPath): boolean => at[0] === 'models' && (at.length <= 2 || at[2] === 'aliases');
  return leftOut.some((at) => group(at) === group(path) || (group(path) === '' && wholeModelGone(at)));
}

const isUnused = (value: unknown): boolean => value === null || value === undefined || value === '';

/** zod passes over this key without a word. */
function hasProtoModel(value: unknown): boolean {
  const models = (value as { models?: unknown } | null)?.models;
  return typeof models === 'object' && models !== null && Object.hasOwn(models, '__proto__');
}

/** What goes into the headers of a model is for its engine's door only; engines do not inherit it. */
function headerVariables(tree: ExpandedTree): string[] {
  return tree.expanded
    .filter(({ path }) => path[0] === 'models' && path[2] === 'headers')
    .flatMap(({ names }) => names);
}
