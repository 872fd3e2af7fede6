/** YAML with positions: the plain value, and for each path of keys where it stands in the file. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';
import type { ConfigProblem, KeyPath } from '../problems.ts';

/** More aliases than anybody writes by hand: a guard against files that grow without end when they are expanded. */
const MAX_ALIASES = 100;
const MAX_CHARS = 4 * 1024 * 1024;

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlFile {
  readonly value: unknown;
  /** Of a single value the value itself, of a list or a block its key; of what is not there the nearest thing around it. */
  locate(path: KeyPath): Position;
  /** Of the key itself. */
  locateKey(path: KeyPath): Position;
  /** A single value as it was written, before anything was filled in; null: it is not there, or not a single value. */
  written(path: KeyPath): string | number | boolean | null;
}

export type ReadYaml = { readonly file: YamlFile } | { readonly problems: readonly ConfigProblem[] };

/** Duplicate keys (but with `lastKeyWins`), unknown anchors and too many aliases are problems; `<<` merges. */
export function readYaml(text: string, { lastKeyWins = false } = {}): ReadYaml {
  const lines = new LineCounter();
  if (text.length > MAX_CHARS) return { problems: [fileProblem('is larger than 4 MiB; that is not a configuration')] };
  const uniqueKeys = !lastKeyWins;
  const document = parseDocument(text, {
    merge: true,
    stringKeys: true,
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys,
  });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = document.errors.map(({ code, message, pos }) => ({
    path: '',
    ...position(pos[0]),
    message: code === 'DUPLICATE_KEY' ? duplicateKey(text, pos[0]) : `is not valid YAML: ${message}`,
  }));
  problems.push(...aliasProblems(document, position));
  if (problems.length > 0) return { problems };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { file: { value, ...lookup(document, position) } };
  } catch (error) {
    return { problems: [fileProblem(`cannot be expanded: ${(error as Error).message}`)] };
  }
}

const fileProblem = (message: string) => ({ path: '', line: 0, column: 0, message });

function duplicateKey(text: string, offset: number): string {
  const key = /^[^:\s]+/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  return `the key "${key}" is there twice; keep one of them`;
}

function aliasProblems(document: Document, position: (offset: number) => Position): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  let count = 0;
  visit(document, {
    Alias(_, alias) {
      count += 1;
      const at = position(alias.range?.[0] ?? 0);
      if (count === MAX_ALIASES + 1)
        problems.push({ path: '', ...at, message: `more than ${MAX_ALIASES} aliases (*name); write some of them out` });
      if (alias.resolve(document) === undefined)
        problems.push({
          path: '',
          ...at,
          message: `no anchor &${alias.source} stands before *${alias.source}; add it or correct the name`,
        });
    },
  });
  return problems;
}

interface Found {
  readonly key: Node | null;
  readonly value: Node | null;
}

function lookup(document: Document, position: (offset: number) => Position): Omit<YamlFile, 'value'> {
  const start = (node: Node | null | undefined): Position => position(node?.range?.[0] ?? 0);
  const find = (path: KeyPath): Found | null => {
    let found: Found | null = { key: null, value: document.contents as Node | null };
    for (const segment of path) {
      found = child(found.value, segment, document);
      if (found === null) return null;
    }
    return found;
  };
  const locateKey = (path: KeyPath): Position => {
    for (let length = path.length; length > 0; length--) {
      const found = find(path.slice(0, length));
      if (found !== null) return start(found.key ?? found.value);
    }
    return { line: 1, column: 1 };
  };
  return {
    locateKey,
    locate(path) {
      const value = find(path)?.value;
      const single = isScalar(value) && value.source !== undefined && value.source !== '';
      return single ? start(value) : locateKey(path);
    },
    written(path) {
      const value = resolved(find(path)?.value ?? null, document);
      return isScalar(value) ? (value.value as string | number | boolean | null) : null;
    },
  };
}

function child(parent: Node | null, segment: string | number, document: Document): Found | null {
  const node = resolved(parent, document);
  if (isSeq(node) && typeof segment === 'number') {
    const item = node.items[segment] as Node | undefined;
    return item === undefined ? null : { key: null, value: item };
  }
  if (!isMap(node)) return null;
  const pairs = node.items as Pair<Node, Node | null>[];
  const own = pairs.find((pair) => keyOf(pair) === String(segment));
  if (own !== undefined) return { key: own.key, value: own.value };
  for (const pair of pairs.filter((candidate) => keyOf(candidate) === '<<')) {
    const merged = resolved(pair.value, document);
    for (const source of isSeq(merged) ? (merged.items as Node[]) : [merged]) {
      const found = child(source, segment, document);
      if (found !== null) return found;
    }
  }
  return null;
}

function keyOf(pair: Pair<Node, Node | null>): string {
  return isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : '';
}

function resolved(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? ((node as Alias).resolve(document) ?? null) : node;
}
