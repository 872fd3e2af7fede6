import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenApiDocument } from '../document.ts';

/** A break that we want all the same, in `specs/released/accepted-breaks.json`. */
export interface AcceptedBreak {
  /** The sentence as the gate prints it. */
  readonly break: string;
  readonly reason: string;
}

/** The file names of frozen specs, `openapi-1.2.3.json`, oldest version first. Others are left out. */
export function releasedInOrder(names: readonly string[]): string[] {
  const numbers = (name: string): number[] | null => {
    const match = /^openapi-(\d+)\.(\d+)\.(\d+)\.json$/.exec(name);
    return match === null ? null : match.slice(1).map(Number);
  };
  return names
    .flatMap((name) => {
      const version = numbers(name);
      return version === null ? [] : [{ name, version }];
    })
    .sort((a, b) => compareVersions(a.version, b.version))
    .map(({ name }) => name);
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((part, at) => part !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}

/** The newest frozen spec of the directory; null where none is frozen yet. */
export function newestReleased(directory: string): { name: string; document: OpenApiDocument } | null {
  const name = existsSync(directory) ? releasedInOrder(readdirSync(directory)).at(-1) : undefined;
  if (name === undefined) return null;
  return { name, document: JSON.parse(readFileSync(join(directory, name), 'utf8')) as OpenApiDocument };
}

export function acceptedBreaks(directory: string): AcceptedBreak[] {
  const path = join(directory, 'accepted-breaks.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as AcceptedBreak[]) : [];
}

/** `unaccepted`: breaks that nobody has accepted. `stale`: accepted ones that are not there (any more). */
export function judgeBreaks(
  breaks: readonly string[],
  accepted: readonly AcceptedBreak[],
): { unaccepted: string[]; stale: string[] } {
  const allowed = new Set(accepted.map((item) => item.break));
  return {
    unaccepted: breaks.filter((text) => !allowed.has(text)),
    stale: [...allowed].filter((text) => !breaks.includes(text)),
  };
}
