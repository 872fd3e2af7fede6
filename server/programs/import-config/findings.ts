/** What an import has to tell: what was lost, what changed its meaning, what must be set, and what made it impossible. */
import { type ConfigProblem, formatKeyPath, type KeyPath } from '../../platform/config/problems.ts';
import type { YamlFile } from '../../platform/config/yaml/read-yaml.ts';

export interface Note {
  /** Of the file that is read, e.g. `models.qwen.filters`. */
  readonly path: string;
  /** The reason, and what to do instead. Never holds a value that may be secret. */
  readonly text: string;
}

export interface Variable {
  readonly name: string;
  /** What must be in it. */
  readonly holds: string;
}

export interface Findings {
  readonly left: readonly Note[];
  readonly differing: readonly Note[];
  readonly variables: readonly Variable[];
  readonly problems: readonly ConfigProblem[];
  /** Does not carry over. */
  leave(path: KeyPath, text: string): void;
  /** Carries over, but does not mean quite the same. */
  differ(path: KeyPath, text: string): void;
  /** The file cannot be imported as it is. */
  problem(path: KeyPath, message: string): void;
  /** An environment variable that the file itself names. Returns its name. */
  variable(name: string, holds: string): string;
  /** The environment variable for a secret that stands in the file: `wish` as a name; for another secret, another one. */
  secret(wish: string, value: string, holds: string): string;
}

export function createFindings(file: Pick<YamlFile, 'locate'>): Findings {
  const left: Note[] = [];
  const differing: Note[] = [];
  const variables = new Map<string, string>();
  const secrets = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  const note = (list: Note[], path: KeyPath, text: string): void => {
    const given = { path: formatKeyPath(path), text };
    if (!list.some((other) => other.path === given.path && other.text === text)) list.push(given);
  };
  return {
    left,
    differing,
    problems,
    get variables() {
      return [...variables].map(([name, holds]) => ({ name, holds }));
    },
    leave: (path, text) => note(left, path, text),
    differ: (path, text) => note(differing, path, text),
    problem: (path, message) => void problems.push({ path: formatKeyPath(path), ...file.locate(path), message }),
    variable(name, holds) {
      if (!variables.has(name)) variables.set(name, holds);
      return name;
    },
    secret(wish, value, holds) {
      const base = variableName(wish);
      let name = base;
      for (let count = 2; variables.has(name) && secrets.get(name) !== value; count++) name = `${base}_${count}`;
      secrets.set(name, value);
      if (!variables.has(name)) variables.set(name, holds);
      return name;
    },
  };
}

/** `qwen-2.5 API key` → `QWEN_2_5_API_KEY`. */
function variableName(text: string): string {
  const name = text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[A-Z]/.test(name) ? name : `KEY_${name}`;
}
