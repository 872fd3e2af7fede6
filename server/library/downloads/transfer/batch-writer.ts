/** Gathers chunks and writes them in one go, while the next ones come in. */
import type { PartFile } from '../partial/disk.ts';

export interface BatchWriter {
  /** The bytes that follow. Waits when the disk is slower than what comes. */
  push(chunk: Uint8Array): Promise<void> | undefined;
  /** All that was pushed is written. */
  settle(): Promise<void>;
}

/** `onWritten` is told of each stretch that the disk has taken. Throws what the disk throws. */
export function createBatchWriter(
  file: PartFile,
  startAt: number,
  batchBytes: number,
  onWritten: (start: number, end: number) => void,
): BatchWriter {
  let batch: Uint8Array[] = [];
  let size = 0;
  let position = startAt;
  let pending: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    const [buffers, start, end] = [batch, position, position + size];
    [batch, size, position] = [[], 0, end];
    await pending;
    if (end === start) return;
    pending = file.write(buffers, start).then(() => onWritten(start, end));
    // Whoever pushes or settles next hears of it.
    pending.catch(() => {});
  };

  return {
    push(chunk) {
      batch.push(chunk);
      size += chunk.length;
      return size >= batchBytes ? flush() : undefined;
    },
    async settle() {
      await flush();
      await pending;
    },
  };
}
