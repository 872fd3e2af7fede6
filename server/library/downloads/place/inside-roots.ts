/** Which places may be touched at all: only what lies inside the roots after every symlink has been resolved. */
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { AppError } from '../../../platform/errors.ts';

/**
 * The real path of `path`, of which the end need not exist yet. Throws `path_not_allowed` where it is not absolute, lies in
 * none of the roots (absolute paths; they need not exist), or cannot be followed. A root itself is inside.
 */
export function insideRoots(path: string, roots: readonly string[]): string {
  if (!isAbsolute(path) || path.includes('\0')) throw notAllowed(path, 'is not an absolute path');
  const real = realPath(resolve(path));
  const inside = roots.some((root) => {
    const realRoot = tryRealPath(resolve(root));
    return realRoot !== null && isInside(real, realRoot);
  });
  if (inside) return real;
  const named = '`download_roots`, the sidecar: `--download-root`';
  throw notAllowed(path, `lies in none of the download roots (${roots.join(', ') || 'there are none'}; ${named})`);
}

/** True where `path` is `folder` or lies below it; both real and absolute. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function realPath(path: string): string {
  const real = tryRealPath(path);
  if (real === null) throw notAllowed(path, 'cannot be followed (a symlink that leads nowhere, or no permission)');
  return real;
}

/** Null where a part that exists cannot be resolved: a dangling symlink could be pointed anywhere later. */
function tryRealPath(path: string): string | null {
  const missing: string[] = [];
  for (let existing = path; ; existing = dirname(existing)) {
    try {
      if (lstatSync(existing, { throwIfNoEntry: false }) !== undefined) {
        return join(realpathSync(existing), ...missing);
      }
    } catch {
      return null;
    }
    if (existing === dirname(existing)) return null;
    missing.unshift(basename(existing));
  }
}

function notAllowed(path: string, why: string): AppError {
  return new AppError('path_not_allowed', `"${path.replaceAll('\0', '\\0')}" ${why}.`, { param: 'output_dir' });
}
