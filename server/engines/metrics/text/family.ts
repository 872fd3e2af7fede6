/** Types that text format 0.0.4 knows. */
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';

/** The head of a family: its samples' names are its own, or that with `_bucket`, `_sum` or `_count`. */
export interface Family {
  readonly name: string;
  readonly type: MetricType;
  /** As it stands after HELP, escaped; null where there is none. */
  readonly help: string | null;
}

/** A family with its lines, each without its line end. */
export interface FamilyBlock extends Family {
  readonly lines: readonly string[];
}

export function renderFamily({ name, type, help, lines }: FamilyBlock): string {
  return `${renderHelp(name, help)}# TYPE ${name} ${type}\n${lines.length === 0 ? '' : `${lines.join('\n')}\n`}`;
}

export const renderHelp = (name: string, help: string | null): string =>
  help === null ? '' : `# HELP ${name} ${help}\n`;

const escapeLabelValue = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const PAIR = /([a-zA-Z_]\w*)[ \t]*=[ \t]*("(?:[^"\\]|\\.)*")/g;

/** `{model="m"}` as text, values escaped; empty where there are no labels. */
export function renderLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabelValue(value)}"`)
    .join(',');
}

/**
 * Gives labels of a sample (the text between its braces, which must be well-formed) names that are free: `model` becomes
 * `exported_model` where `model` is taken, as Prometheus does it.
 */
export function exportLabels(labels: string, taken: readonly string[]): string {
  const pairs = [...labels.matchAll(PAIR)].map(([, name, value]) => ({ name: name as string, value }));
  const names = new Set([...pairs.map((pair) => pair.name), ...taken]);
  const free = (name: string): string => (names.has(name) ? free(`exported_${name}`) : name);
  return pairs
    .map(({ name, value }) => {
      const own = taken.includes(name) ? free(`exported_${name}`) : name;
      names.add(own);
      return `${own}=${value}`;
    })
    .join(',');
}
