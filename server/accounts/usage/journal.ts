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

/** What is the same in many records. */
type Whose = Pick<OpenRecord, 'userId' | 'credentialId' | 'model' | 'path'>;

/** `w` gives a number to whose a record is; `r` is one of that number: id, request id, tokens of both sorts, time. */
type Line =
  | readonly ['g', string, (string | null)?]
  | readonly ['w', number, Whose]
  | readonly ['r', number, string, string, number, number, string]
  | readonly ['m', string, number]
  | readonly ['e', string, number, number, UsageRecord['outcome']]
  | readonly ['d', string];

const isOf = (record: OpenRecord, { userId, credentialId, model, path }: Whose): boolean =>
  record.userId === userId && record.credentialId === credentialId && record.model === model && record.path === path;

const text = (line: Line): string => `${JSON.stringify(line)}\n`;

/** The lines of one file. Lines of requests are put together by hand: `JSON.stringify` of the whole costs three times as much. */
class Lines {
  readonly #numbers = new Map<string, number>();
  #last: { readonly whose: Whose; readonly number: number } | null = null;
  text = '';

  add(line: Line): void {
    this.text += text(line);
  }

  reserved(record: OpenRecord): void {
    const number = this.#last !== null && isOf(record, this.#last.whose) ? this.#last.number : this.#numberOf(record);
    const { id, requestId, promptTokens, genTokens, createdAt } = record;
    this.text += `["r",${number},"${id}",${JSON.stringify(requestId)},${promptTokens},${genTokens},"${createdAt}"]\n`;
  }

  ended({ id, promptTokens, genTokens, outcome }: UsageRecord): void {
    this.text += `["e","${id}",${promptTokens},${genTokens},"${outcome}"]\n`;
  }

  #numberOf({ userId, credentialId, model, path }: OpenRecord): number {
    const whose = { userId, credentialId, model, path };
    const key = JSON.stringify(whose);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(key, number);
      this.add(['w', number, whose]);
    }
    this.#last = { whose, number };
    return number;
  }
}

/** Throws what the file system says. */
export function createJournal(path: string, gatewayId: string, mark: string | null = null): Journal {
  return new FileJournal(path, ['g', gatewayId, mark]);
}

class FileJournal implements Journal {
  readonly #path: string;
  readonly #first: Line;
  #file: number;
  #lines = new Lines();
  bytes = 0;

  constructor(path: string, first: Line) {
    this.#path = path;
    this.#first = first;
    this.#file = openSync(path, 'w', 0o600);
    this.#lines.add(first);
    this.flush();
  }

  reserved(record: OpenRecord): void {
    this.#lines.reserved(record);
  }

  grown(id: string, genTokens: number): void {
    this.#lines.add(['m', id, genTokens]);
  }

  ended(record: UsageRecord): void {
    this.#lines.ended(record);
  }

  dropped(id: string): void {
    this.#lines.add(['d', id]);
  }

  flush(): void {
    const { text } = this.#lines;
    if (text === '') return;
    // Where it fails, a part may be there: the next try begins on a line of its own.
    if (!text.startsWith('\n')) this.#lines.text = `\n${text}`;
    this.bytes += writeAll(this.#file, text);
    this.#lines.text = '';
  }

  compact(open: Iterable<OpenRecord>, ended: Iterable<UsageRecord>): void {
    const next = `${this.#path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      const lines = new Lines();
      lines.add(this.#first);
      for (const record of open) lines.reserved(record);
      for (const record of ended) {
        lines.reserved(record);
        lines.ended(record);
      }
      const bytes = writeAll(file, lines.text);
      renameSync(next, this.#path);
      closeSync(this.#file);
      lines.text = '';
      this.#file = file;
      this.#lines = lines;
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
  const book = new Book();
  for (const line of lines) book.replay(line);
  return {
    gatewayId: first[1],
    mark: first[2] ?? null,
    ended: [...book.ended.values()],
    open: [...book.open.values()],
  };
}

/** What the lines amount to. */
class Book {
  readonly open = new Map<string, OpenRecord>();
  readonly ended = new Map<string, UsageRecord>();
  readonly #whose = new Map<number, Whose>();
  readonly #known = new Set<string>();

  replay(line: Line): void {
    if (line[0] === 'w') this.#whose.set(line[1], line[2]);
    else if (line[0] === 'r') this.#reserve(line);
    else if (line[0] === 'd') this.open.delete(line[1]);
    else if (line[0] === 'm') this.#grow(line[1], line[2]);
    else if (line[0] === 'e') this.#end(line);
  }

  #reserve([, number, id, requestId, promptTokens, genTokens, createdAt]: Extract<
    Line,
    readonly ['r', ...unknown[]]
  >): void {
    const whose = this.#whose.get(number);
    // A write that failed halfway was done again, perhaps again not to its end: what is known already has gone on since.
    if (whose === undefined || this.#known.has(id)) return;
    this.#known.add(id);
    this.open.set(id, { id, requestId, ...whose, promptTokens, genTokens, createdAt });
  }

  #grow(id: string, genTokens: number): void {
    const record = this.open.get(id);
    if (record !== undefined) this.open.set(id, { ...record, genTokens: Math.max(record.genTokens, genTokens) });
  }

  #end([, id, promptTokens, genTokens, outcome]: Extract<Line, readonly ['e', ...unknown[]]>): void {
    const record = this.open.get(id);
    if (record !== undefined) this.ended.set(id, { ...record, promptTokens, genTokens, outcome });
    this.open.delete(id);
  }
}

function parseLine(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
