/** The file that says that a folder was made by a download, and of what. It holds no secrets. */
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const MARKER_NAME = '.roundhouse-download.json';
/** Of the folder beside the target that holds what is under way. */
export const PARTIAL_SUFFIX = '.roundhouse-partial';

export interface MarkedFile {
  readonly path: string;
  readonly size: number;
  readonly etag: string | null;
}

export interface Marker {
  readonly version: 1;
  /** As it is shown. */
  readonly source: string;
  readonly revision: string | null;
  readonly files: readonly MarkedFile[];
  /** ISO 8601. */
  readonly completed_at: string;
}

/** Null where there is none, or none that can be read. */
export function readMarker(folder: string): Marker | null {
  const path = join(folder, MARKER_NAME);
  try {
    if (!lstatSync(path).isFile()) return null;
    const marker = JSON.parse(readFileSync(path, 'utf8')) as Partial<Marker>;
    if (marker.version !== 1 || typeof marker.source !== 'string' || !Array.isArray(marker.files)) return null;
    return marker as Marker;
  } catch {
    return null;
  }
}

/** The repository or folder, whatever its revision: another revision of the same is an update, not another thing. */
export function originOf(shown: string): string {
  return shown.startsWith('hf://') ? (shown.split('@')[0] ?? shown) : shown;
}
