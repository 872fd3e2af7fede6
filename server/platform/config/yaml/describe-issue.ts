/** What zod found, in words: what must stand there, and what does. */
import type { z } from 'zod';
import { nearest } from '../../nearest.ts';

export type Issue = z.core.$ZodIssue;
type Written = string | number | boolean | null;

/** Under these keys a value may be a secret, so it is never shown. */
const SECRET_PARENTS = new Set<PropertyKey>(['headers', 'env']);
/** Somebody may have put the key itself there. */
const SECRET_KEYS = new Set<PropertyKey>(['key_env', 'api_key_env']);

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
};

/** `value`: what stands there, as written. `undefined`: the key is not there. */
export function describeIssue(issue: Issue, value: unknown, written: Written): string {
  if (value === undefined) return `is missing; it must be ${expectation(issue, value)}`;
  const shown = showable(issue.path) ? show(value, written) : kindOf(value);
  if (issue.message.startsWith('must ')) return `${issue.message}; it is ${shown}`;
  return `must be ${expectation(issue, value)}; it is ${shown}`;
}

export function describeUnknownKey(key: string, known: readonly string[]): string {
  const [near] = nearest(key, known, 1);
  if (near !== undefined) return `unknown key "${key}"; did you mean "${near}"?`;
  return `unknown key "${key}"; known here: ${[...known].sort().join(', ')}`;
}

function expectation(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return EXPECTED[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string') return 'text that is not empty';
      if (issue.origin === 'array') return 'a list with at least one item';
      return `${Number.isInteger(value) ? 'a' : 'a whole'} number of at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function showable(path: readonly PropertyKey[]): boolean {
  return !path.some((segment) => SECRET_PARENTS.has(segment)) && !SECRET_KEYS.has(path.at(-1) ?? '');
}

function show(value: unknown, written: Written): string {
  if (value === null) return 'empty (null)';
  if (typeof value === 'object') return kindOf(value);
  // As written: what came from the environment may be a secret.
  const text = JSON.stringify(written ?? '');
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of keys';
  if (typeof value === 'string') return 'other text';
  return typeof value === 'number' ? 'a number' : 'true or false';
}
