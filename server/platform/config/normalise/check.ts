import { statSync } from 'node:fs';
import type { KeyPath } from '../problems.ts';
import { isHeaderValue } from '../values/header.ts';
import type { Env } from '../yaml/expand-env.ts';

/** What the checks share: where to tell problems, and the world as far as they look at it. */
export interface Check {
  readonly env: Env;
  /** Relative paths in the file are relative to this. Absolute. */
  readonly baseDir: string;
  readonly isFile: (path: string) => boolean;
  readonly isDirectory: (path: string) => boolean;
  problem(path: KeyPath, message: string): void;
  /** Remembers that the variable holds a secret. */
  secretName(name: string): void;
}

/** The world as it is. */
export function createCheck(env: Env, baseDir: string, tell: Pick<Check, 'problem' | 'secretName'>): Check {
  const stat = (path: string) => statSync(path, { throwIfNoEntry: false });
  const safely = (look: () => boolean): boolean => {
    try {
      return look();
    } catch {
      return false;
    }
  };
  return {
    env,
    baseDir,
    isFile: (path) => safely(() => stat(path)?.isFile() === true),
    isDirectory: (path) => safely(() => stat(path)?.isDirectory() === true),
    ...tell,
  };
}

/** The value of a variable that holds a key; null (and a problem) where it is not there or could not be sent. */
export function readSecret(check: Check, path: KeyPath, name: string): string | null {
  check.secretName(name);
  const value = Object.hasOwn(check.env, name) ? check.env[name] : undefined;
  if (value === undefined) check.problem(path, `the environment variable ${name} is not set; set it to the key`);
  else if (value === '') check.problem(path, `the environment variable ${name} is empty; set it to the key`);
  else if (!isHeaderValue(value) || /\s/.test(value))
    check.problem(
      path,
      `the environment variable ${name} holds blanks, line breaks or characters that no header can carry; set it to the key alone`,
    );
  else return value;
  return null;
}
