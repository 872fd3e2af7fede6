/** The schema applied to the file: the problems it finds, and as much of the file as can be used in spite of them. */
import type { z } from 'zod';
import type { KeyPath } from '../problems.ts';
import { describeIssue, describeUnknownKey, type Issue } from './describe-issue.ts';
import type { ExpandedTree } from './expand-env.ts';
import { knownKeys } from './known-keys.ts';

export interface ShapeProblem {
  readonly path: KeyPath;
  readonly message: string;
  /** The problem is the key, not its value. */
  readonly atKey: boolean;
}

export interface Shape<T> {
  /** The file without what was wrong, so that the other checks can go on; null: not enough is left. */
  readonly file: T | null;
  readonly problems: readonly ShapeProblem[];
  /** What had to be left out of `file`. */
  readonly leftOut: readonly KeyPath[];
}

export interface ShapeInput {
  readonly tree: ExpandedTree;
  readonly written: (path: KeyPath) => string | number | boolean | null;
}

/** Leaving one thing out can bring up another (a model without its engine); it ends after a few rounds. */
const MAX_ROUNDS = 4;

export function checkShape<T>(schema: z.ZodType<T>, { tree, written }: ShapeInput): Shape<T> {
  const problems: ShapeProblem[] = [];
  const leftOut: KeyPath[] = tree.faults.map((fault) => fault.path);
  const value = structuredClone(tree.value);
  for (const path of leftOut) remove(value, path);
  for (let round = 0; round <= MAX_ROUNDS; round++) {
    const result = schema.safeParse(value);
    if (result.success) return { file: result.data, problems, leftOut };
    const issues = result.error.issues.filter((issue) => !readAsMeant(issue, value, tree));
    for (const issue of issues) {
      const paths = pathsOf(issue);
      const known = (path: KeyPath) => leftOut.some((other) => startsWith(other, path) || startsWith(path, other));
      // What we left out ourselves is not missing in the file.
      if (!paths.some(known)) problems.push(...describe(issue, paths, { schema, value, written }));
      for (const path of paths) leftOut.push(cut(value, path));
    }
  }
  return { file: null, problems, leftOut };
}

const pathsOf = (issue: Issue): KeyPath[] => {
  const path = issue.path as KeyPath;
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
};

interface Around {
  readonly schema: z.ZodType;
  readonly value: unknown;
  readonly written: ShapeInput['written'];
}

function describe(issue: Issue, paths: readonly KeyPath[], { schema, value, written }: Around): ShapeProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path as KeyPath);
    return paths.map((path) => ({ path, message: describeUnknownKey(String(path.at(-1)), known), atKey: true }));
  }
  return paths.map((path) => ({ path, message: describeIssue(issue, get(value, path), written(path)), atKey: false }));
}

/** A number or switch that came from the environment arrives as text. True: it was put right. */
function readAsMeant(issue: Issue, root: unknown, tree: ExpandedTree): boolean {
  if (issue.code !== 'invalid_type') return false;
  const path = issue.path as KeyPath;
  if (!tree.expanded.some((expanded) => samePath(expanded.path, path))) return false;
  const text = get(root, path);
  const meant = typeof text === 'string' ? readScalar(text, issue.expected) : undefined;
  if (meant === undefined) return false;
  set(root, path, meant);
  return true;
}

function readScalar(text: string, expected: string): number | boolean | undefined {
  if ((expected === 'number' || expected === 'int') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (expected === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return undefined;
}

type Branch = Record<string | number, unknown>;
const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;
const samePath = (a: KeyPath, b: KeyPath): boolean => a.length === b.length && startsWith(a, b);
const startsWith = (path: KeyPath, start: KeyPath): boolean => start.every((segment, i) => path[i] === segment);

function get(root: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((at, key) => (isBranch(at) && Object.hasOwn(at, key) ? at[key] : undefined), root);
}

function set(root: unknown, path: KeyPath, value: unknown): void {
  const parent = get(root, path.slice(0, -1));
  if (isBranch(parent)) parent[path.at(-1) as string] = value;
}

function remove(root: unknown, path: KeyPath): void {
  const parent = get(root, path.slice(0, -1));
  const key = path.at(-1);
  // An item keeps its place: the paths of those behind it stay true.
  if (Array.isArray(parent) && typeof key === 'number') parent[key] = '-';
  else if (isBranch(parent) && key !== undefined) delete parent[key];
}

/** Removes what is at the path, or, where nothing is (a key is missing), what it is missing from. Returns what went. */
function cut(root: unknown, path: KeyPath): KeyPath {
  if (path.length === 0) return path;
  if (get(root, path) === undefined || get(root, path) === '-')
    return path.length > 1 ? cut(root, path.slice(0, -1)) : path;
  remove(root, path);
  return path;
}
