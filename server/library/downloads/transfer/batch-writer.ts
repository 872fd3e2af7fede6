/** Gathers chunks and writes them in one go, while the next ones come in. Two buffers, used in turn, are all its memory. */
import type { PartFile } from '../partial/disk.ts';

/** What comes slowly is written all the same, so that it counts. */
const LONGEST_MS = 100;

export interface BatchWriter {
  /** The bytes that follow; they are copied. A promise: wait for it before the next call, for the disk is behind. */
  push(chunk: Uint8Array): Promise<void> | undefined;
  /** All that was pushed is written. */
  settle(): Promise<void>;
}

/** Memory for one writer after the other. */
export interface BatchBuffers {
  readonly pair: readonly [Buffer, Buffer];
}

export function createBatchBuffers(batchBytes: number): BatchBuffers {
  return { pair: [Buffer.allocUnsafeSlow(batchBytes), Buffer.allocUnsafeSlow(batchBytes)] };
}

/** `onWritten` is told of each stretch that the disk has taken. Throws what the disk throws. */
export function createBatchWriter(
  file: PartFile,
  startAt: number,
  { pair }: BatchBuffers,
  onWritten: (start: number, end: number) => void,
): BatchWriter {
  let [filling, other] = pair;
  let size = 0;
  let position = startAt;
  let pending: Promise<void> = Promise.resolve();
  let flushedAt = performance.now();

  /** Resolves when the other buffer is free. */
  const flush = async (): Promise<void> => {
    flushedAt = performance.now();
    await pending;
    if (size === 0) return;
    const [bytes, start, end] = [filling.subarray(0, size), position, position + size];
    [filling, other] = [other, filling];
    [size, position] = [0, end];
    pending = file.write([bytes], start).then(() => onWritten(start, end));
    // Whoever pushes or settles next hears of it.
    pending.catch(() => {});
  };
  const pushSlowly = async (chunk: Uint8Array): Promise<void> => {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(filling.length - size, chunk.length - at);
      filling.set(chunk.subarray(at, at + taken), size);
      size += taken;
      at += taken;
      if (size === filling.length) await flush();
    }
  };

  return {
    push(chunk) {
      if (size + chunk.length >= filling.length) return pushSlowly(chunk);
      filling.set(chunk, size);
      size += chunk.length;
      return performance.now() - flushedAt > LONGEST_MS ? flush() : undefined;
    },
    async settle() {
      await flush();
      await pending;
    },
  };
}
