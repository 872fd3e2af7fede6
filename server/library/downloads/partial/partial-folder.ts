/**
 * The folder beside the target in which a download grows: `files/` becomes the target by a rename, `journal` knows what is
 * there, `old/` is the version before while two renames put the new one in its place.
 */
import { createHash } from 'node:crypto';
import { lstat, mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { AppError } from '../../../platform/errors.ts';
import { PARTIAL_SUFFIX } from '../place/marker.ts';
import type { Span } from './byte-ranges.ts';
import { type JournalFile, readJournal } from './journal.ts';

export interface PartialFolder {
  readonly target: string;
  readonly path: string;
  readonly files: string;
  readonly journal: string;
  readonly old: string;
  readonly lock: string;
}

const MAX_NAME_BYTES = 200;

export function partialOf(target: string): PartialFolder {
  const name = basename(target);
  const short = Buffer.byteLength(name) > MAX_NAME_BYTES ? createHash('sha256').update(name).digest('hex') : name;
  const path = join(dirname(target), `.${short}${PARTIAL_SUFFIX}`);
  return {
    target,
    path,
    files: join(path, 'files'),
    journal: join(path, 'journal'),
    old: join(path, 'old'),
    lock: join(path, 'lock'),
  };
}

export const onDisk = (folder: string, path: string): string => join(folder, ...path.split('/'));

/** Makes the folders. Throws `path_not_allowed` where a symlink has come in between. */
export async function makePartial(folder: PartialFolder): Promise<void> {
  const parent = dirname(folder.target);
  await mkdir(parent, { recursive: true });
  if ((await realpath(parent)) !== parent) {
    throw new AppError('path_not_allowed', `"${parent}" is not the folder any more that it was.`, {
      param: 'output_dir',
    });
  }
  for (const path of [folder.path, folder.files]) {
    await mkdir(path).catch(ignore('EEXIST'));
    if (!(await lstat(path)).isDirectory()) {
      throw new AppError('download_conflict', `"${path}" is no folder: remove it.`, { param: 'output_dir' });
    }
  }
}

/** A kill between the two renames has left no target: the version before comes back. */
async function endBrokenSwap({ target, old }: PartialFolder): Promise<void> {
  if (!(await exists(old))) return;
  if (await exists(target)) await rm(old, { recursive: true, force: true });
  else await rename(old, target);
}

/**
 * What earlier tries have left that can be trusted: by index of the file, the bytes that are there. Removes the rest, and
 * everything where it was another source.
 */
export async function takeUp(
  folder: PartialFolder,
  source: string,
  files: readonly JournalFile[],
): Promise<Map<number, readonly Span[]>> {
  await endBrokenSwap(folder);
  const before = await readJournal(folder.journal);
  const known = new Map<number, readonly Span[]>();
  if (before?.source === source) {
    const indexByPath = new Map(before.files.map((file, index) => [file.path, index]));
    for (const [index, file] of files.entries()) {
      const earlier = indexByPath.get(file.path);
      if (earlier === undefined || !isSame(before.files[earlier], file)) continue;
      const spans = before.done.get(earlier) ?? [];
      if (await holds(onDisk(folder.files, file.path), spans)) known.set(index, spans);
    }
  }
  await removeOthers(folder.files, new Set([...known.keys()].map((index) => files[index]?.path ?? '')));
  return known;
}

/** Without ETag and digest nobody knows whether the content is still the same. */
function isSame(earlier: JournalFile | undefined, file: JournalFile): boolean {
  if (earlier === undefined || earlier.size !== file.size || earlier.digest !== file.digest) return false;
  return file.etag !== null ? earlier.etag === file.etag : file.digest !== null;
}

async function holds(path: string, spans: readonly Span[]): Promise<boolean> {
  const end = spans.at(-1)?.[1] ?? 0;
  const found = await lstat(path).catch(() => null);
  return end > 0 && found !== null && found.isFile() && found.size >= end;
}

async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  for (const path of await filesBelow(folder)) {
    if (!kept.has(path)) await rm(onDisk(folder, path), { force: true });
  }
}

/** Everything below that is no folder, as paths with `/`. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

export async function removePartial({ path }: PartialFolder): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

export const exists = async (path: string): Promise<boolean> => (await lstat(path).catch(() => null)) !== null;

function ignore(code: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
