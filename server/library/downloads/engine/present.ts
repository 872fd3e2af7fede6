/** What is in its place already: files that a marker speaks of. */
import { lstatSync } from 'node:fs';
import { onDisk } from '../partial/partial-folder.ts';
import type { MarkedFile, Marker } from '../place/marker.ts';
import type { Source, SourceFile } from '../source.ts';
import { createFileState, type FileState } from '../transfer/file-state.ts';

/** Every file is there with its size. */
export function isWhole(folder: string, files: readonly MarkedFile[]): boolean {
  return files.every((file) => isThere(folder, file));
}

export function isThere(folder: string, { path, size }: Pick<MarkedFile, 'path' | 'size'>): boolean {
  const found = lstatSync(onDisk(folder, path), { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === size;
}

/** As the states of files that are complete, for what is shown of a download that had nothing to do. */
export function presentFiles(folder: string, files: readonly MarkedFile[]): FileState[] {
  return files.map(({ path, size, etag }, index) => {
    const source: SourceFile = {
      path,
      sizeBytes: size,
      etag,
      digest: null,
      open: () => Promise.reject(new Error('present')),
    };
    return createFileState({ index, source, diskPath: onDisk(folder, path) }, [[0, size]], Math.max(1, size));
  });
}

export function markerOf(source: Source, files: readonly FileState[], now: Date): Marker {
  return {
    version: 1,
    source: source.shown,
    revision: source.revision ?? null,
    files: files.map((file) => ({ path: file.source.path, size: file.size ?? 0, etag: file.source.etag })),
    completed_at: now.toISOString(),
  };
}
