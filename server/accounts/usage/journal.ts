/**
 * A file in which is written what is reserved, before any engine is asked, and what it became. The database is written to
 * in batches, later; when the gateway is killed before that, the next one finds here what it owed. A write is in the
 * kernel's hands when it returns, so it outlives the process; what the machine loses when its power fails is another matter.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import type { UsageRecord } from './usage-record.ts';

/** Reserved: the most that it may become. */
export type OpenRecord = Omit<UsageRecord, 'outcome'>;

export interface JournalLeft {
  readonly gatewayId: string;
  /** Of the process that wrote it, see `ownMark`; null: not known. */
  readonly mark: string | null;
  /** Ended, perhaps in the database already. */
  readonly ended: readonly UsageRecord[];
  /** Running when the gateway was killed. */
  readonly open: readonly OpenRecord[];
}

export interface Journal {
  /** Written by the next `flush`. */
  reserved(record: OpenRecord): void;
  /** More has been generated than was reserved: the whole of it. Written by the next `flush`, as all else. */
  grown(id: string, genTokens: number): void;
  ended(record: UsageRecord): void;
  /** No engine answered it. */
  dropped(id: string): void;
  /** Throws what the file system says; then it is tried again by the next one. */
  flush(): void;
  readonly bytes: number;
  /** Begins a new file with only these, and takes the place of the old one. */
  compact(open: Iterable<OpenRecord>, ended: Iterable<UsageRecord>): void;
  /** Takes the file away: nothing is owed. */
  remove(): void;
}

type Line =
  | readonly ['g', string, (string | null)?]
  | readonly ['r', OpenRecord]
  | readonly ['m', string, number]
  | readonly ['e', string, number, number, UsageRecord['outcome']]
  | readonly ['d', string];

const sameFor = (record: OpenRecord, last: OpenRecord | null): boolean =>
  last !== null &&
  record.userId === last.userId &&
  record.credentialId === last.credentialId &&
  record.model === last.model &&
  record.path === last.path;

const text = (line: Line): string => `${JSON.stringify(line)}\n`;

/** Throws what the file system says. */
export function createJournal(path: string, gatewayId: string, mark: string | null = null): Journal {
  return new FileJournal(path, ['g', gatewayId, mark]);
}

class FileJournal implements Journal {
  readonly #path: string;
  readonly #first: Line;
  #file: number;
  #later = '';
  #last: OpenRecord | null = null;
  #lastText = '';
  bytes = 0;

  constructor(path: string, first: Line) {
    this.#path = path;
    this.#first = first;
    this.#file = openSync(path, 'w', 0o600);
    this.#later = text(first);
    this.flush();
  }

  reserved(record: OpenRecord): void {
    this.#later += this.#reservedText(record);
  }

  /** `text(['r', record])` for a third of its price: most of a record is as in the last one, and these come with each request. */
  #reservedText(record: OpenRecord): string {
    const { id, requestId, promptTokens, genTokens, createdAt } = record;
    if (!sameFor(record, this.#last)) {
      const { userId, credentialId, model, path } = record;
      this.#last = record;
      this.#lastText = JSON.stringify({ userId, credentialId, model, path }).slice(1, -1);
    }
    const names = `{"id":"${id}","requestId":${JSON.stringify(requestId)},${this.#lastText}`;
    return `["r",${names},"promptTokens":${promptTokens},"genTokens":${genTokens},"createdAt":"${createdAt}"}]\n`;
  }

  grown(id: string, genTokens: number): void {
    this.#later += text(['m', id, genTokens]);
  }

  ended(record: UsageRecord): void {
    this.#later += text(endLine(record));
  }

  dropped(id: string): void {
    this.#later += text(['d', id]);
  }

  flush(): void {
    if (this.#later === '') return;
    const lines = this.#later;
    // Where it fails, a part may be there: the next try begins on a line of its own.
    if (!lines.startsWith('\n')) this.#later = `\n${lines}`;
    this.bytes += writeAll(this.#file, lines);
    this.#later = '';
  }

  compact(open: Iterable<OpenRecord>, ended: Iterable<UsageRecord>): void {
    const next = `${this.#path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      let lines = text(this.#first);
      for (const record of open) lines += text(['r', record]);
      for (const record of ended) lines += text(['r', record]) + text(endLine(record));
      const bytes = writeAll(file, lines);
      renameSync(next, this.#path);
      closeSync(this.#file);
      this.#file = file;
      this.#later = '';
      this.bytes = bytes;
    } catch (error) {
      closeSync(file);
      // On a disk that is full it would be in the way of what is written next.
      rmSync(next, { force: true });
      throw error;
    }
  }

  remove(): void {
    closeSync(this.#file);
    unlinkSync(this.#path);
  }
}

const endLine = ({ id, promptTokens, genTokens, outcome }: UsageRecord): Line => [
  'e',
  id,
  promptTokens,
  genTokens,
  outcome,
];

/** A full disk takes a part: then the rest is tried, and fails with the reason. */
function writeAll(file: number, lines: string): number {
  const wanted = Buffer.byteLength(lines);
  let written = writeSync(file, lines);
  if (written === wanted) return wanted;
  const bytes = Buffer.from(lines);
  while (written < wanted) written += writeSync(file, bytes, written);
  return wanted;
}

/** What the last gateway has left; null: nothing. A last line that was cut off had reached nobody. */
export function readJournal(path: string): JournalLeft | null {
  let lines: Line[];
  try {
    lines = readFileSync(path, 'utf8').split('\n').flatMap(parseLine);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const [first] = lines;
  if (first?.[0] !== 'g') return null;
  const open = new Map<string, OpenRecord>();
  const ended = new Map<string, UsageRecord>();
  const known = new Set<string>();
  for (const line of lines) if (line[0] !== 'r' || isFirst(line[1].id, known)) replay(line, open, ended);
  return { gatewayId: first[1], mark: first[2] ?? null, ended: [...ended.values()], open: [...open.values()] };
}

/** A write that failed halfway was done again, perhaps again not to its end: what is known already has gone on since. */
function isFirst(id: string, known: Set<string>): boolean {
  return known.size < known.add(id).size;
}

function replay(line: Line, open: Map<string, OpenRecord>, ended: Map<string, UsageRecord>): void {
  if (line[0] === 'r') open.set(line[1].id, line[1]);
  else if (line[0] === 'd') open.delete(line[1]);
  else if (line[0] === 'm') {
    const record = open.get(line[1]);
    if (record !== undefined) open.set(line[1], { ...record, genTokens: Math.max(record.genTokens, line[2]) });
  } else if (line[0] === 'e') {
    const [, id, promptTokens, genTokens, outcome] = line;
    const record = open.get(id);
    if (record !== undefined) ended.set(id, { ...record, promptTokens, genTokens, outcome });
    open.delete(id);
  }
}

function parseLine(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
