/**
 * What is known to be on the disk of a download under way. A line is written only after the bytes that it speaks of have
 * been synced; whatever else the files hold is taken for not there. The last line may be torn.
 */
import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import type { Span } from './byte-ranges.ts';

export interface JournalFile {
  readonly path: string;
  readonly size: number | null;
  readonly etag: string | null;
  /** Hex of the promised digest. */
  readonly digest: string | null;
}

export interface JournalContent {
  readonly source: string;
  readonly files: readonly JournalFile[];
  /** By index of the file. */
  readonly done: ReadonlyMap<number, readonly Span[]>;
}

export interface Journal {
  append(lines: readonly { readonly index: number; readonly done: readonly Span[] }[]): Promise<void>;
  close(): Promise<void>;
}

/** Null where there is none, or none that can be read. */
export async function readJournal(path: string): Promise<JournalContent | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [head, ...lines] = text.split('\n').slice(0, -1).map(parse);
  if (!isHead(head)) return null;
  const done = new Map<number, readonly Span[]>();
  for (const line of lines) {
    if (!isLine(line)) break;
    done.set(line.file, line.done);
  }
  return { source: head.source, files: head.files, done };
}

/** Begins anew with what is known so far: the old one stays until the new one is whole. */
export async function beginJournal(path: string, content: JournalContent): Promise<Journal> {
  const { source, files, done } = content;
  const fresh = `${path}.new`;
  const known = [...done].map(([index, spans]) => line(index, spans));
  const handle = await open(fresh, 'w', 0o644);
  try {
    await handle.writeFile(`${JSON.stringify({ version: 1, source, files })}\n${known.join('')}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, path);
  return appendTo(await open(path, 'a'));
}

function appendTo(handle: FileHandle): Journal {
  return {
    async append(lines) {
      if (lines.length > 0) await handle.appendFile(lines.map(({ index, done }) => line(index, done)).join(''));
    },
    close: () => handle.close(),
  };
}

const line = (file: number, done: readonly Span[]): string => `${JSON.stringify({ file, done })}\n`;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isHead = (value: unknown): value is { source: string; files: JournalFile[] } =>
  typeof value === 'object' && value !== null && 'source' in value && 'files' in value && Array.isArray(value.files);

const isLine = (value: unknown): value is { file: number; done: Span[] } =>
  typeof value === 'object' && value !== null && 'file' in value && 'done' in value && Array.isArray(value.done);
