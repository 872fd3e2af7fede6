/** All files below a folder. */
import type { BigIntStats, Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../platform/errors.ts';
import { fileFault, outside } from './file-fault.ts';
import { isInside } from './inside.ts';
import type { FoundFile } from './local-file.ts';

export interface WalkOptions {
  /** Without symlinks. Whatever a symlink leads to must lie inside. */
  readonly root: string;
  /** Paths inside the source. */
  readonly wanted: (path: string) => boolean;
  readonly signal: AbortSignal;
}

const MAX_FILES = 100_000;

/**
 * The file itself, or all files of the folder `from` (without symlinks), by path. Symlinks are followed. Throws
 * `path_not_allowed` for one that leaves the root, `invalid_request` for what is neither file nor folder, unless it is not wanted.
 */
export async function walk(from: string, name: string, options: WalkOptions): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  const stats = await stat(from, { bigint: true });
  if (stats.isDirectory()) await walkFolder({ path: '', realPath: from, above: [] }, found, options);
  else take({ path: name, realPath: from, stats }, found, options);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Folder {
  readonly path: string;
  readonly realPath: string;
  /** The real paths of the folders that it was reached through. */
  readonly above: readonly string[];
}

async function walkFolder(folder: Folder, found: FoundFile[], options: WalkOptions): Promise<void> {
  const above = [...folder.above, folder.realPath];
  for (const entry of await readdir(folder.realPath, { withFileTypes: true })) {
    options.signal.throwIfAborted();
    const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
    const there = await follow(join(folder.realPath, entry.name), entry, path, options);
    if (there === null) continue;
    if (!there.stats.isDirectory()) take({ path, ...there }, found, options);
    else if (!above.includes(there.realPath))
      await walkFolder({ path, realPath: there.realPath, above }, found, options);
    else if (options.wanted(`${path}/`)) throw invalid(`The symlink "${path}" leads to a folder that it lies in.`);
  }
}

/** null: a symlink whose target is not wanted, so that it does not matter where it leads. */
async function follow(
  at: string,
  entry: Dirent,
  path: string,
  { root, wanted }: WalkOptions,
): Promise<{ readonly realPath: string; readonly stats: BigIntStats } | null> {
  try {
    const realPath = entry.isSymbolicLink() ? await realpath(at) : at;
    if (!isInside(realPath, root)) {
      if (!wanted(path) && !wanted(`${path}/`)) return null;
      throw outside(`The symlink "${path}" leads out of the source.`);
    }
    return { realPath, stats: await stat(realPath, { bigint: true }) };
  } catch (error) {
    if (!wanted(path) && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fileFault(error, `"${path}"`);
  }
}

function take(file: FoundFile, found: FoundFile[], { wanted }: WalkOptions): void {
  if (!wanted(file.path)) return;
  if (!file.stats.isFile())
    throw invalid(`"${file.path}" is neither a file nor a folder; exclude it with \`ignore_patterns\`.`);
  if (found.length >= MAX_FILES) throw invalid(`There are more than ${MAX_FILES} files; name a folder in it.`);
  found.push(file);
}

const invalid = (message: string): AppError => new AppError('invalid_request', message, { param: 'source' });
