/** Reads from files that anyone may have made: never more than is asked for, and no pipe or device. */
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { isRecord } from '../engine-call.ts';
import { incompatible } from './lora-facts.ts';

export interface FileBytes {
  /** Of the whole file, in bytes. */
  readonly size: number;
  /** `length` bytes from `position`, or fewer at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
}

/** Throws `lora_incompatible` where there is no such file, it may not be read, or it is no regular file. */
export async function withFile<T>(path: string, use: (file: FileBytes) => Promise<T>): Promise<T> {
  const handle = await openFile(path);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw incompatible(`${path} is not a regular file.`);
    return await use({ size: stats.size, read: (position, length) => readFully(handle, position, length) });
  } finally {
    await handle.close();
  }
}

/** The whole file as text; null where it is larger than `maxBytes`. */
export async function readText(path: string, maxBytes: number): Promise<string | null> {
  return withFile(path, async (file) =>
    file.size > maxBytes ? null : (await file.read(0, file.size)).toString('utf8'),
  );
}

/** Without O_NONBLOCK, opening a pipe would wait for somebody to write into it. */
async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** What the operating system's refusal means for the caller. */
export function cannotRead(path: string, error: unknown): Error {
  const code = isRecord(error) && typeof error['code'] === 'string' ? error['code'] : 'unknown error';
  if (code === 'ENOENT' || code === 'ENOTDIR') return incompatible(`There is nothing at ${path}.`, { cause: error });
  return incompatible(`${path} cannot be read (${code}).`, { cause: error });
}

async function readFully(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
