/** Makes what is whole appear: marker, fsync, rename. Before the rename the target is as it was, after it the new one. */
import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readlink, rename, rmdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../platform/errors.ts';
import { MARKER_NAME, type Marker, readMarker } from '../place/marker.ts';
import { syncPath } from './disk.ts';
import { exists, filesBelow, onDisk, type PartialFolder, removePartial } from './partial-folder.ts';

/** Everything in `files/` must be whole and synced. What users have put beside a download's files goes with it. */
export async function publish(folder: PartialFolder, marker: Marker): Promise<void> {
  const replaces = await exists(folder.target);
  if (replaces) await carryOver(folder, marker);
  await writeMarker(folder.files, marker);
  const folders = new Set(marker.files.flatMap(({ path }) => foldersOf(path)));
  for (const path of folders) await syncPath(onDisk(folder.files, path));
  await syncPath(folder.files);
  const parent = dirname(folder.target);
  if (replaces) await moveAside(folder);
  await rename(folder.files, folder.target);
  await syncPath(parent);
  await removePartial(folder);
}

/** An empty folder is not worth keeping; one that holds something is kept until the new one is in its place. */
async function moveAside({ target, old }: PartialFolder): Promise<void> {
  try {
    await rmdir(target);
  } catch {
    await rename(target, old);
  }
}

const foldersOf = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};

async function writeMarker(folder: string, marker: Marker): Promise<void> {
  const handle = await open(join(folder, MARKER_NAME), 'w', 0o644);
  try {
    await handle.writeFile(`${JSON.stringify(marker, null, 1)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function carryOver({ target, files }: PartialFolder, marker: Marker): Promise<void> {
  const ours = new Set([MARKER_NAME, ...(readMarker(target)?.files ?? []).map(({ path }) => path)]);
  const coming = new Set(marker.files.map(({ path }) => path));
  for (const path of await filesBelow(target)) {
    if (ours.has(path) || coming.has(path)) continue;
    const to = onDisk(files, path);
    await mkdir(dirname(to), { recursive: true }).catch(blocked(path));
    await sameFile(onDisk(target, path), to).catch(blocked(path));
  }
}

function blocked(path: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (!['EEXIST', 'ENOTDIR', 'EISDIR'].includes(error.code ?? '')) throw error;
    const message = `"${path}", which no download has put there, is in the way of the new version: move it away.`;
    throw new AppError('download_conflict', message, { param: 'output_dir' });
  };
}

/** The same file at another place: a hard link, where the disk has none a copy. Symlinks stay symlinks. */
export async function sameFile(from: string, to: string): Promise<void> {
  const pointsTo = await readlink(from).catch(() => null);
  if (pointsTo !== null) return symlink(pointsTo, to);
  try {
    await link(from, to);
  } catch (error) {
    if (!['EPERM', 'EMLINK', 'EXDEV', 'ENOTSUP', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await syncPath(to);
  }
}
