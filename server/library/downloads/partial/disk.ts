/** The disk as downloads see it; behind an interface so that a full or broken one can be tried out. */
import { constants } from 'node:fs';
import { type FileHandle, open, statfs } from 'node:fs/promises';

export interface PartFile {
  /** Writes all of it, or throws. */
  write(buffers: readonly Uint8Array[], position: number): Promise<void>;
  /** Resolves when what was written before survives the loss of power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface Disk {
  /** Makes the file where there is none. Never follows a symlink at the end of the path. */
  open(path: string): Promise<PartFile>;
  freeBytes(folder: string): Promise<number>;
}

const FLAGS = constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

export const realDisk: Disk = {
  async open(path) {
    const handle = await open(path, FLAGS, 0o644);
    return {
      write: (buffers, position) => writeAll(handle, buffers, position),
      sync: () => handle.datasync(),
      close: () => handle.close(),
    };
  },
  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};

/** A nearly full disk takes a part of what it is given before it says that it is full. */
async function writeAll(handle: FileHandle, buffers: readonly Uint8Array[], position: number): Promise<void> {
  let left = [...buffers];
  let at = position;
  while (left.length > 0) {
    const { bytesWritten } = await handle.writev(left, at);
    at += bytesWritten;
    left = dropBytes(left, bytesWritten);
  }
}

function dropBytes(buffers: readonly Uint8Array[], count: number): Uint8Array[] {
  let dropped = count;
  const left: Uint8Array[] = [];
  for (const buffer of buffers) {
    if (dropped >= buffer.length) dropped -= buffer.length;
    else {
      left.push(buffer.subarray(dropped));
      dropped = 0;
    }
  }
  return left;
}

/** Makes a rename, or files that were made, survive the loss of power. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
