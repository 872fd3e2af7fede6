/** One file under way: which bytes are there, which are still to be asked for. */
import { bytesIn, cutParts, gapsOf, type Span, withSpan } from '../partial/byte-ranges.ts';
import type { PartFile } from '../partial/disk.ts';
import type { SourceFile } from '../source.ts';

export interface FileState {
  readonly index: number;
  readonly source: SourceFile;
  /** Where it is written. */
  readonly diskPath: string;
  /** null: not known before the source answers. */
  size: number | null;
  /** Written, though perhaps not synced. */
  done: Span[];
  bytesDone: number;
  /** Still to be asked for, in order. */
  waiting: Span[];
  /** Until the first answer nobody knows whether the source does ranges: only one part is asked for. */
  probe: 'none' | 'running' | 'answered';
  /** What the answers called the content; all must agree. */
  etag: string | null;
  handle: Promise<PartFile> | null;
  /** Written since the journal last spoke of it. */
  dirty: boolean;
  complete: boolean;
}

export interface Part {
  readonly file: FileState;
  /** The next byte that is missing. */
  next: number;
  /** Exclusive; null: to the end, wherever that is. */
  end: number | null;
}

export function createFileState(
  file: Pick<FileState, 'index' | 'source' | 'diskPath'>,
  done: readonly Span[],
  partBytes: number,
): FileState {
  const size = file.source.sizeBytes;
  return {
    ...file,
    size,
    done: [...done],
    bytesDone: bytesIn(done),
    waiting: size === null ? [] : cutParts(gapsOf(done, size), partBytes),
    probe: 'none',
    etag: null,
    handle: null,
    dirty: false,
    complete: size !== null && bytesIn(done) === size,
  };
}

export function markWritten(file: FileState, span: Span): void {
  file.done = withSpan(file.done, span);
  file.bytesDone = bytesIn(file.done);
  file.dirty = true;
  if (file.size !== null && file.bytesDone === file.size) file.complete = true;
}

/** The next part of it, null where none may be asked for now. */
export function takePart(file: FileState): Part | null {
  if (file.complete || file.probe === 'running') return null;
  if (file.size === null) {
    if (file.probe !== 'none') return null;
    file.probe = 'running';
    return { file, next: 0, end: null };
  }
  const span = file.waiting.shift();
  if (span === undefined) return null;
  if (file.probe === 'none') file.probe = 'running';
  return { file, next: span[0], end: span[1] };
}

/** The source sends whole files only: this part becomes all that is missing. */
export function takeRest(part: Part): void {
  const { file } = part;
  file.waiting = [];
  part.end = file.size;
}

/** Something of it has not been asked for yet. */
export const hasMore = (file: FileState): boolean => !file.complete && (file.size === null || file.waiting.length > 0);
