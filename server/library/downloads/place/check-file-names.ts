/** Names come from whoever runs the source. One bad name refuses the whole download. */
import { AppError } from '../../../platform/errors.ts';
import { MARKER_NAME } from './marker.ts';

const MAX_SEGMENT_BYTES = 255;
const MAX_PATH_BYTES = 3072;

/** Throws `path_not_allowed` naming the first name that cannot be written inside a folder. */
export function checkFileNames(paths: readonly string[]): void {
  const files = new Set<string>();
  for (const path of paths) {
    const fault = nameFault(path);
    if (fault !== null) throw refused(path, fault);
    if (files.has(path)) throw refused(path, 'is listed twice');
    files.add(path);
  }
  for (const path of paths) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (files.has(path.slice(0, slash))) throw refused(path, 'lies in what is listed as a file');
    }
  }
}

/** Why a path cannot be written inside a folder; null: it can. */
export function nameFault(path: string): string | null {
  if (path === '') return 'is empty';
  if (/[\u0000-\u001f\u007f-\u009f]/.test(path)) return 'has control characters';
  if (!path.isWellFormed()) return 'is not Unicode';
  if (path.includes('\\')) return 'has a backslash';
  if (path.startsWith('/')) return 'is absolute';
  if (/^[A-Za-z]:/.test(path)) return 'begins with a drive letter';
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return 'is too long';
  if (path.toLowerCase() === MARKER_NAME) return 'is the name of our own marker';
  for (const segment of path.split('/')) {
    if (segment === '') return 'has an empty part';
    if (segment === '.' || segment === '..') return `has the part "${segment}"`;
    if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) return 'has a part that is too long';
  }
  return null;
}

function refused(path: string, fault: string): AppError {
  const shown = JSON.stringify(path.length > 100 ? `${path.slice(0, 100)}…` : path);
  return new AppError(
    'path_not_allowed',
    `The source lists the file ${shown}, which ${fault}: nothing was downloaded.`,
    {
      param: 'source',
    },
  );
}
