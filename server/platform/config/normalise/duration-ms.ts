import type { KeyPath } from '../problems.ts';
import { parseDuration } from '../values/duration.ts';
import type { Check } from './check.ts';

/** Milliseconds. The schema has seen to the form; what is left to go wrong is that it is too long. */
export function durationMs(value: string | number, path: KeyPath, check: Check): number {
  const ms = parseDuration(value);
  if (ms === null) check.problem(path, 'is too long for a timer; give at most 576h');
  return ms ?? 0;
}
