/** One file of the disk, as it was when it was listed. */
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ByteRange, OpenedRange, SourceFile } from '../../source.ts';
import { fileBytes } from './file-bytes.ts';
import { changedFile, fileFault } from './file-fault.ts';

export interface FoundFile {
  /** Inside the source, `/` between folders. */
  readonly path: string;
  /** Without symlinks. */
  readonly realPath: string;
  readonly stats: BigIntStats;
}

export function localFile({ path, realPath, stats }: FoundFile): SourceFile {
  const etag = fileEtag(stats);
  return {
    path,
    sizeBytes: Number(stats.size),
    etag,
    digest: null,
    async open(range, signal) {
      try {
        return await openFile(realPath, path, etag, range, signal);
      } catch (error) {
        throw fileFault(error, `"${path}"`);
      }
    },
  };
}

/** Another file under the same name, or another content, has another one: size, inode, and the nanosecond of the last write. */
export const fileEtag = ({ size, mtimeNs, ino }: BigIntStats): string => [size, mtimeNs, ino].join('-');

async function openFile(
  realPath: string,
  shown: string,
  etag: string,
  range: ByteRange,
  signal: AbortSignal,
): Promise<OpenedRange> {
  signal.throwIfAborted();
  // A symlink put there meanwhile is not followed; a pipe would wait for ever for its other end.
  const handle = await open(realPath, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error) => {
      throw (error as NodeJS.ErrnoException).code === 'ELOOP' ? changedFile(`"${shown}"`) : error;
    },
  );
  try {
    await checkUnchanged(handle, shown, etag);
    const { size } = await handle.stat();
    const end = Math.min(range.end ?? size, size);
    const checks = { finish: () => checkUnchanged(handle, shown, etag), shorter: () => changedFile(`"${shown}"`) };
    const body = fileBytes(handle, { start: range.start, end }, checks, signal);
    return { body, start: range.start, ranged: true, totalBytes: size, etag };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function checkUnchanged(handle: FileHandle, shown: string, etag: string): Promise<void> {
  if (fileEtag(await handle.stat({ bigint: true })) !== etag) throw changedFile(`"${shown}"`);
}
