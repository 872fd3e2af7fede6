/** Readies the partial folder: what earlier tries left, what has not changed since the last version, room for the rest. */
import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bytesIn, type Span } from '../partial/byte-ranges.ts';
import type { Disk } from '../partial/disk.ts';
import { beginJournal, type Journal, type JournalFile } from '../partial/journal.ts';
import { onDisk, type PartialFolder, takeUp } from '../partial/partial-folder.ts';
import { sameFile } from '../partial/publish.ts';
import type { Marker } from '../place/marker.ts';
import type { SourceFile } from '../source.ts';
import { createFileState, type FileState } from '../transfer/file-state.ts';
import { partBytesFor } from '../transfer/transfer.ts';
import { diskFull } from './download-faults.ts';
import type { Job } from './job.ts';
import { isThere } from './present.ts';

export interface Prepared {
  readonly files: readonly FileState[];
  /** Those of which bytes came from the source, now or in an earlier try: to be verified. */
  readonly fetched: ReadonlySet<FileState>;
  readonly journal: Journal;
  /** Its bytes are not to be trusted: the next try fetches them anew. */
  readonly drop: (file: FileState) => void;
}

/** The folder is there and locked. Throws `disk_full` before anything is fetched where the rest cannot fit. */
export async function prepare(
  job: Job,
  folder: PartialFolder,
  sources: readonly SourceFile[],
  marker: Marker | null,
  disk: Disk,
): Promise<Prepared> {
  const listed = sources.map(journalFile);
  const done = await takeUp(folder, job.source.shown, listed);
  await makeFolders(folder, sources);
  const linked = marker === null ? new Set<number>() : await linkUnchanged(folder, listed, marker, done);
  for (const [index, { path, sizeBytes }] of sources.entries()) {
    if (sizeBytes === 0 && !linked.has(index)) await writeFile(onDisk(folder.files, path), '');
  }
  await checkRoom(folder, sources, done, disk);
  const journal = await beginJournal(folder.journal, { source: job.source.shown, files: listed, done });
  const workers = job.request.maxWorkers;
  const files = sources.map((source, index) => {
    const fixed = { index, source, diskPath: onDisk(folder.files, source.path) };
    return createFileState(fixed, done.get(index) ?? [], partBytesFor(source.sizeBytes ?? 0, workers));
  });
  return {
    files,
    fetched: new Set(files.filter(({ index }) => !linked.has(index))),
    journal,
    drop: (file) => rmSync(file.diskPath, { force: true }),
  };
}

const journalFile = ({ path, sizeBytes, etag, digest }: SourceFile): JournalFile => ({
  path,
  size: sizeBytes,
  etag,
  digest: digest?.hex ?? null,
});

async function makeFolders(folder: PartialFolder, sources: readonly SourceFile[]): Promise<void> {
  for (const path of new Set(sources.map(({ path }) => dirname(onDisk(folder.files, path))))) {
    await mkdir(path, { recursive: true });
  }
}

/** Adds to `done` what the version before has with the same ETag; returns the indexes of these. */
async function linkUnchanged(
  folder: PartialFolder,
  listed: readonly JournalFile[],
  marker: Marker,
  done: Map<number, readonly Span[]>,
): Promise<Set<number>> {
  const held = new Map(marker.files.map((file) => [file.path, file]));
  const linked = new Set<number>();
  for (const [index, { path, size, etag }] of listed.entries()) {
    const before = held.get(path);
    if (before === undefined || done.has(index) || etag === null || before.etag !== etag) continue;
    if ((size !== null && before.size !== size) || !isThere(folder.target, before)) continue;
    await sameFile(onDisk(folder.target, path), onDisk(folder.files, path));
    done.set(index, [[0, before.size]]);
    linked.add(index);
  }
  return linked;
}

async function checkRoom(
  folder: PartialFolder,
  sources: readonly SourceFile[],
  done: ReadonlyMap<number, readonly Span[]>,
  disk: Disk,
): Promise<void> {
  const needed = sources.reduce(
    (sum, { sizeBytes }, index) => sum + (sizeBytes ?? 0) - bytesIn(done.get(index) ?? []),
    0,
  );
  const missing = needed - (await disk.freeBytes(folder.path));
  if (missing > 0) throw diskFull(folder.target, missing);
}
