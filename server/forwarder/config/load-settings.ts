/** Reads the forwarder's file, puts what `--set` says over it, and checks the whole. */
import { readFile } from 'node:fs/promises';
import { ConfigError, type ConfigProblem, formatKeyPath, type KeyPath } from '../../platform/config/problems.ts';
import { checkShape } from '../../platform/config/yaml/check-shape.ts';
import { readYaml, type YamlFile } from '../../platform/config/yaml/read-yaml.ts';
import type { ForwarderSettings } from '../settings.ts';
import { applySet, SetFault } from './apply-set.ts';
import { forwarderFileSchema } from './file-schema.ts';
import { normaliseForwarder } from './normalise.ts';

export interface LoadSettingsOptions {
  /** As the user named it. */
  readonly path: string;
  /** `a.b.c=VALUE`, later ones over earlier ones. */
  readonly set: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Stands over the file and `--set`, in both sections. */
const RESULTS_AS_STRING = 'SERIALIZE_RESULTS_AS_STRING';

/** Throws ConfigError with every problem found; its message is made to be shown as it is. */
export async function loadSettings({ path, set, env }: LoadSettingsOptions): Promise<ForwarderSettings> {
  const file = parse(path, await readText(path));
  const value = applyAll(path, file.value, set);
  const shape = checkShape(forwarderFileSchema, {
    tree: { value, expanded: [], faults: [] },
    written: (at) => scalarAt(value, at),
  });
  const problems = shape.problems.map((problem) => ({
    path: formatKeyPath(problem.path),
    ...(problem.atKey ? file.locateKey(problem.path) : file.locate(problem.path)),
    message: problem.message,
  }));
  if (problems.length > 0 || shape.file === null) throw new ConfigError(path, problems);
  const { sync, stream } = shape.file.forwarder;
  if (!sync && !stream)
    throw whole(path, 'has neither forwarder.sync nor forwarder.stream: nothing would be served; add one of them');
  return normaliseForwarder(shape.file, readSwitch(path, env[RESULTS_AS_STRING]));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file; correct the path' : `cannot be read (${code})`;
    throw whole(path, why);
  }
}

function parse(path: string, text: string): YamlFile {
  const yaml = readYaml(text.replace(/^\ufeff/, ''));
  if ('problems' in yaml) throw new ConfigError(path, yaml.problems);
  return yaml.file;
}

function applyAll(path: string, value: unknown, set: readonly string[]): unknown {
  try {
    return set.reduce<unknown>(applySet, value ?? {});
  } catch (error) {
    if (error instanceof SetFault) throw whole(path, error.message);
    throw error;
  }
}

function scalarAt(root: unknown, path: KeyPath): string | number | boolean | null {
  const found = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | null)?.[key], root);
  return typeof found === 'object' || found === undefined ? null : (found as string | number | boolean);
}

/** null: the variable is not set. */
function readSwitch(path: string, text: string | undefined): boolean | null {
  const word = text?.trim().toLowerCase() ?? '';
  if (word === '') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  throw whole(
    path,
    `the environment variable ${RESULTS_AS_STRING} must be true or false; it is "${word.slice(0, 40)}"`,
  );
}

function whole(path: string, message: string): ConfigError {
  const problem: ConfigProblem = { path: '', line: 0, column: 0, message };
  return new ConfigError(path, [problem]);
}
