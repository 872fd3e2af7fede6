/** Whether a download may have the place that it asks for, before anything is touched. */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { AppError } from '../../../platform/errors.ts';
import { insideRoots, isInside } from './inside-roots.ts';
import { originOf, PARTIAL_SUFFIX, readMarker } from './marker.ts';

/**
 * The real path of the folder. Throws `path_not_allowed`, `invalid_request`, and `download_conflict` where the place holds
 * what no download of this source made.
 */
export function checkTarget(outputDir: string, roots: readonly string[], shown: string): string {
  const target = insideRoots(outputDir, roots);
  // The partial lies beside the target: above a root it would lie outside.
  const parent = dirname(target);
  const parentInside = roots.some((root) => isInside(parent, insideRoots(root, [root])));
  if (!parentInside || parent === target) {
    throw new AppError('path_not_allowed', `"${outputDir}" is a download root itself: name a folder inside it.`, {
      param: 'output_dir',
    });
  }
  if (basename(target).endsWith(PARTIAL_SUFFIX)) {
    throw new AppError('invalid_request', `Names that end in "${PARTIAL_SUFFIX}" are kept for what is under way.`, {
      param: 'output_dir',
    });
  }
  checkHeld(target, shown);
  for (let above = parent; above !== dirname(above); above = dirname(above)) {
    if (readMarker(above) !== null) throw conflict(`"${above}", in which it lies, is a download of its own`);
  }
  return target;
}

function checkHeld(target: string, shown: string): void {
  const held = lstatSync(target, { throwIfNoEntry: false });
  if (held === undefined) return;
  if (!held.isDirectory()) throw conflict(`"${target}" is no folder`);
  const marker = readMarker(target);
  if (marker === null && readdirSync(target).length > 0) {
    throw conflict(`"${target}" holds files that no download has put there`);
  }
  if (marker !== null && originOf(marker.source) !== originOf(shown)) {
    throw conflict(`"${target}" holds ${marker.source}`);
  }
}

function conflict(what: string): AppError {
  return new AppError('download_conflict', `${what}: remove it, or choose another place.`, { param: 'output_dir' });
}
