/** One part: open the range, check that it is of the same file, write it, and try again from where it broke off. */
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Disk } from '../partial/disk.ts';
import type { OpenedRange } from '../source.ts';
import { retryLater } from '../sources/retryable.ts';
import { type BatchBuffers, createBatchWriter } from './batch-writer.ts';
import { type FileState, markWritten, type Part, takeRest } from './file-state.ts';
import { askedMs, isProgress, isRetryable, LONGEST_WAIT_MS, MAX_TRIES, retryDelayMs } from './retry-rules.ts';
import { wait } from './wait.ts';

export interface PartDeps {
  readonly signal: AbortSignal;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: () => number;
  /** All workers wait until then when a server has asked one of them to. */
  readonly hold: { untilMs: number };
  readonly onAnswered: () => void;
  readonly onWritten: (file: FileState, bytes: number) => void;
  readonly onRetry: (file: FileState, error: AppError, delayMs: number) => void;
}

/** Throws AppError where trying again does not help, the disk's own errors, and the signal's reason. */
export async function fetchPart(part: Part, buffers: BatchBuffers, deps: PartDeps): Promise<void> {
  const { clock, signal, hold } = deps;
  const partBytes = part.end === null ? null : part.end - part.next;
  for (let tries = 1; ; tries++) {
    const before = part.next;
    try {
      if (clock.now() < hold.untilMs) await wait(clock, hold.untilMs - clock.now(), signal);
      await receive(part, buffers, deps);
      return;
    } catch (error) {
      if (signal.aborted || !isRetryable(error)) throw error;
      if (isProgress(part.next - before, partBytes)) tries = 1;
      if (tries >= MAX_TRIES || askedMs(error) > LONGEST_WAIT_MS) throw error;
      const delayMs = retryDelayMs(error, tries, deps.random());
      if (askedMs(error) > 0) hold.untilMs = Math.max(hold.untilMs, clock.now() + askedMs(error));
      deps.onRetry(part.file, error as AppError, delayMs);
      await wait(clock, delayMs, signal);
    }
  }
}

async function receive(part: Part, buffers: BatchBuffers, deps: PartDeps): Promise<void> {
  const { file } = part;
  const opened = await file.source.open({ start: part.next, end: part.end }, deps.signal);
  const chunks = opened.body[Symbol.asyncIterator]();
  try {
    agree(part, opened);
    file.handle ??= deps.disk.open(file.diskPath);
    const writer = createBatchWriter(await file.handle, part.next, buffers, (start, end) => {
      markWritten(file, [start, end]);
      deps.onWritten(file, end - start);
    });
    deps.onAnswered();
    try {
      await takeIn(part, opened.start, chunks, writer.push);
    } finally {
      await writer.settle();
    }
  } finally {
    await chunks.return?.();
  }
  endOf(part);
}

/** The answer is of the file that was begun. Notes what the first answer tells of it. */
function agree(part: Part, opened: OpenedRange): void {
  const { file } = part;
  const { path } = file.source;
  if (opened.etag !== null && file.etag !== null && opened.etag !== file.etag) {
    throw new AppError('download_changed', `"${path}" changed at its source while it was being downloaded.`);
  }
  if (opened.totalBytes !== null && file.size !== null && opened.totalBytes !== file.size) {
    throw wrongLength(path, file.size, opened.totalBytes);
  }
  if (opened.start > part.next) throw new AppError('download_failed', `"${path}": the source sent another range.`);
  file.etag ??= opened.etag;
  file.size ??= opened.totalBytes;
  if (opened.ranged === false || opened.start < part.next) takeRest(part);
  if (part.end === null) part.end = file.size;
  file.probe = 'answered';
}

/** What was there already (a source without ranges sends it again) is passed over. */
async function takeIn(
  part: Part,
  from: number,
  chunks: AsyncIterator<Uint8Array>,
  push: (chunk: Uint8Array) => Promise<void> | undefined,
): Promise<void> {
  let at = from;
  for (let item = await chunks.next(); !item.done; item = await chunks.next()) {
    const left = part.end === null ? Number.POSITIVE_INFINITY : part.end - at;
    // Reading on to the end, though all is there, is what keeps the connection for the next part.
    if (left <= 0) return;
    const chunk = item.value.subarray(Math.max(0, part.next - at), left);
    at += item.value.length;
    if (chunk.length === 0) continue;
    part.next += chunk.length;
    const full = push(chunk);
    if (full !== undefined) await full;
  }
}

function endOf(part: Part): void {
  const { file, next, end } = part;
  if (end === null) {
    file.size = next;
    file.complete = true;
    file.dirty = true;
  } else if (next < end) {
    throw retryLater(`"${file.source.path}": the source ended after ${next} of ${file.size} bytes.`);
  }
}

export function wrongLength(path: string, promised: number, told: number): AppError {
  return new AppError('download_failed', `"${path}" should have ${promised} bytes, but its source sends ${told}.`);
}
