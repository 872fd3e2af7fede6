/** Reads metric names and labels out of PromQL: enough of the language for a dashboard, and it says so where it is not. */

export interface Query {
  /** Metrics that are asked for, with the labels that their selectors name. */
  readonly selectors: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** Labels of `by (…)`, `on (…)` and their like. */
  readonly grouping: readonly string[];
}

const GROUPING = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const OPERATORS = new Set(['and', 'or', 'unless', 'bool', 'offset']);
const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|\d[\w.]*|\$__\w+|[a-zA-Z_][\w:]*|[=!]~|[=!<>]=|./gs;

/** Throws where it meets what it does not know. */
export function readQuery(promql: string): Query {
  const tokens = (promql.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const selectors: { name: string; labels: string[] }[] = [];
  const grouping: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as string;
    const next = tokens[i + 1];
    if (token === '{') throw new Error(`a selector without a name in ${promql}`);
    if (!/^[a-zA-Z_]/.test(token) || OPERATORS.has(token)) continue;
    if (GROUPING.has(token)) {
      const end = tokens.indexOf(')', i);
      grouping.push(...tokens.slice(i + 2, end).filter((one) => one !== ','));
      i = end;
    } else if (next !== '(' && !GROUPING.has(next ?? '')) {
      const end = next === '{' ? tokens.indexOf('}', i) : i;
      const labels = tokens.slice(i + 2, end).filter((_one, at, all) => /^[=!]/.test(all[at + 1] ?? ''));
      selectors.push({ name: token, labels });
      i = end;
    }
  }
  return { selectors, grouping };
}
