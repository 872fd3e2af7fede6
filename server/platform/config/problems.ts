/** What is wrong with a configuration, in a form that people can act on. */

export type KeyPath = readonly (string | number)[];

export interface ConfigProblem {
  /** Where in the keys, e.g. `models.tiny.variants[0].context`; empty: the file as a whole. */
  readonly path: string;
  /** From 1; 0: the file as a whole. */
  readonly line: number;
  readonly column: number;
  /** What is wrong and what to do. Never holds a secret. */
  readonly message: string;
}

/** All problems of one file, in the order of its lines. Its message is made to be shown as it is. */
export class ConfigError extends Error {
  /** As the user named it. */
  readonly file: string;
  readonly problems: readonly ConfigProblem[];

  constructor(file: string, problems: readonly ConfigProblem[]) {
    const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
    const count = sorted.length === 1 ? '1 problem' : `${sorted.length} problems`;
    super([`${file}: ${count}`, ...sorted.map((problem) => `  ${formatProblem(file, problem)}`)].join('\n'));
    this.name = 'ConfigError';
    this.file = file;
    this.problems = sorted;
  }
}

/** `roundhouse.yaml:3:5: models.tiny.replicas: must be …` */
export function formatProblem(file: string, { path, line, column, message }: ConfigProblem): string {
  const where = line > 0 ? `${file}:${line}:${column}` : file;
  return path === '' ? `${where}: ${message}` : `${where}: ${path}: ${message}`;
}

export function formatKeyPath(path: KeyPath): string {
  return path.map(formatSegment).join('').replace(/^\./, '');
}

function formatSegment(segment: string | number): string {
  if (typeof segment === 'number') return `[${segment}]`;
  return /^[A-Za-z0-9_/:@-]+$/.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
}
