/** The bytes of an open file, in pieces. */
import type { FileHandle } from 'node:fs/promises';

export interface FileSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const PIECE_BYTES = 512 * 1024;

/**
 * Reads one piece ahead of nobody: memory holds what was asked for. Closes the handle at the end, on `return()`, on an error and
 * when the signal aborts, even where reading never began (which a generator's `finally` would miss). `finish` is called
 * before the end and may throw; `shorter` makes the error for a file that ends too early.
 */
export function fileBytes(
  handle: FileHandle,
  { start, end }: FileSpan,
  checks: { readonly finish: () => Promise<void>; readonly shorter: () => Error },
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  let at = start;
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    closed ??= handle.close();
    return closed;
  };
  const onAbort = (): void => void close().catch(() => {});
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();

  const nextPiece = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    signal.throwIfAborted();
    if (closed !== null) return { done: true, value: undefined };
    if (at >= end) {
      await checks.finish();
      await close();
      return { done: true, value: undefined };
    }
    const length = Math.min(PIECE_BYTES, end - at);
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, at);
    if (bytesRead === 0) throw checks.shorter();
    at += bytesRead;
    return { done: false, value: buffer.subarray(0, bytesRead) };
  };

  const iterator: AsyncIterator<Uint8Array, undefined> = {
    async next() {
      try {
        return await nextPiece();
      } catch (error) {
        await close();
        throw signal.aborted ? signal.reason : error;
      }
    },
    async return() {
      await close();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
