/**
 * Takes out of a stream what is in it only because the gateway asked for the usage, so that the client gets byte for byte
 * what it would have got: the extra event without choices goes, and so does `"usage":null` in the chunks (older vLLM).
 * What the engines move from the last chunk into the extra event when there is one (llama-server: `timings`, vLLM:
 * `system_fingerprint`) moves back; for that the chunk with the `finish_reason` waits for the event behind it.
 */
/** Without the quote in front, whose like is all over JSON, it is found four times as fast. */
const USAGE = 'usage"';
const LF = 10;
const NOTHING = Buffer.alloc(0);

export class HeldUsage {
  /** The last chunk that has a finish reason, whole; null: nothing waits. */
  #last: Buffer | null = null;

  /**
   * @param events Whole events.
   * @param text The same as latin1: to look at many chunks in it is faster than in the bytes.
   * @returns What the client may have now.
   */
  push(events: Buffer, text: string): Buffer {
    if (this.#last === null && !endsAChoice(text) && !text.includes(USAGE)) return events;
    const out: Buffer[] = [];
    for (const event of split(events)) this.#take(event, out);
    return out.length === 1 ? (out[0] as Buffer) : Buffer.concat(out);
  }

  /** What still waits when the stream has ended, or breaks. */
  rest(): Buffer {
    const last = this.#last;
    this.#last = null;
    return last ?? NOTHING;
  }

  #take(event: Buffer, out: Buffer[]): void {
    const chunk = event.indexOf(USAGE) < 0 ? null : parseData(event);
    if (chunk !== null && isUsageOnly(chunk)) {
      if (this.#last !== null) this.#last = moveBack(this.#last, event, chunk);
      return;
    }
    if (this.#last !== null) out.push(this.#last);
    this.#last = null;
    const own = chunk !== null && chunk['usage'] === null ? withoutNullUsage(event) : event;
    if (endsAChoice(own.toString('latin1'))) this.#last = Buffer.from(own);
    else out.push(own);
  }
}

/** Whether a `finish_reason` is there that is not null. */
const endsAChoice = (text: string): boolean => text.includes('finish_reason":"') || text.includes('finish_reason": "');

/** One by one, each with its blank line. */
function split(events: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let from = 0;
  for (let at = events.indexOf(LF); at >= 0; at = events.indexOf(LF, at + 1)) {
    const blank = events[at + 1] === LF ? at + 2 : events[at + 1] === 13 && events[at + 2] === LF ? at + 3 : 0;
    if (blank === 0) continue;
    found.push(events.subarray(from, blank));
    from = blank;
    at = blank - 1;
  }
  if (from < events.length) found.push(events.subarray(from));
  return found;
}

type Chunk = Readonly<Record<string, unknown>>;

function parseData(event: Buffer): Chunk | null {
  try {
    const chunk: unknown = JSON.parse(dataOf(event.toString('utf8')));
    return typeof chunk === 'object' && chunk !== null && !Array.isArray(chunk) ? (chunk as Chunk) : null;
  } catch {
    return null;
  }
}

/** Without the lines of other fields. */
function dataOf(event: string): string {
  const text = event.trim();
  if (text.startsWith('data:') && !text.includes('\n')) return text.slice('data:'.length);
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith('data:') ? [line.slice('data:'.length)] : []))
    .join('\n');
}

const isUsageOnly = ({ usage, choices }: Chunk): boolean =>
  typeof usage === 'object' && usage !== null && Array.isArray(choices) && choices.length === 0;

/** What the extra event has beyond the usage and the chunk does not, with its own bytes, to the chunk's end. */
function moveBack(last: Buffer, event: Buffer, extra: Chunk): Buffer {
  const chunk = parseData(last);
  const close = last.lastIndexOf(0x7d);
  if (chunk === null || close < 0) return last;
  const moved = Object.keys(extra).filter((key) => key !== 'usage' && !Object.hasOwn(chunk, key));
  if (moved.length === 0) return last;
  const text = event.toString('utf8');
  const members = moved.map((key) => `,${memberText(text, key, extra[key])}`).join('');
  return Buffer.concat([last.subarray(0, close), Buffer.from(members), last.subarray(close)]);
}

/** As the engine wrote it where it stands there as JavaScript would write it or behind all else; numbers keep their digits. */
function memberText(event: string, key: string, value: unknown): string {
  const name = JSON.stringify(key);
  for (const gap of ['', ' ']) {
    const written = `${name}:${gap}${JSON.stringify(value)}`;
    if (event.includes(written)) return written;
  }
  const tail = event
    .slice(event.lastIndexOf(`${name}:`))
    .trimEnd()
    .slice(0, -1);
  return isMember(tail) ? tail : `${name}:${JSON.stringify(value)}`;
}

function isMember(text: string): boolean {
  try {
    return Object.keys(JSON.parse(`{${text}}`)).length === 1;
  } catch {
    return false;
  }
}

const nullUsage = /(?:,\s*"usage"\s*:\s*null)|(?:"usage"\s*:\s*null\s*,\s*)/;

/** The member stands outside of all strings: in one its quotes would be escaped. */
const withoutNullUsage = (event: Buffer): Buffer => Buffer.from(event.toString('utf8').replace(nullUsage, ''));
