/**
 * Finds the members of a JSON object in its own bytes, without parsing the values: nested objects, arrays and strings
 * are skipped over. The bytes must be JSON with an object at the top (the caller has parsed them before); on anything
 * else the scan throws instead of guessing.
 *
 * UTF-8 needs no decoding here: every byte of a multi-byte character is above 0x7f, so it never looks like structure.
 */

/** A place where the key stands, as offsets into the bytes. */
export interface KeyMatch {
  /** The opening quote of the key. */
  readonly start: number;
  readonly valueStart: number;
  /** Behind the last byte of the value. */
  readonly valueEnd: number;
  /** Behind the value of the member before it; null when it is the first. */
  readonly previousEnd: number | null;
  /** The opening quote of the next member's key; null when it is the last. */
  readonly nextStart: number | null;
}

export interface JsonObjectScan {
  /** In their order; more than one where the key is repeated. */
  readonly matches: readonly KeyMatch[];
  /** Behind the opening brace. */
  readonly bodyStart: number;
  /** Behind the last value of the object; null in an empty one. */
  readonly lastEnd: number | null;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;

/** Finds each place where `key` stands at the top. Throws SyntaxError when the bytes are not a JSON object. */
export function scanMembers(bytes: Buffer, key: string): JsonObjectScan {
  // One byte, one character: searching a string costs far less per call than searching a Buffer.
  const text = bytes.toString('latin1');
  const wanted = Buffer.from(key).toString('latin1');
  const matches: Writable<KeyMatch>[] = [];
  let open: Writable<KeyMatch> | null = null;
  let lastEnd: number | null = null;
  const bodyStart = expect(text, skipSpace(text, 0), openBrace);
  let at = skipSpace(text, bodyStart);
  while (text.charCodeAt(at) !== closeBrace || lastEnd !== null) {
    const start = at;
    const keyEnd = skipString(text, expect(text, start, quote) - 1);
    const valueStart = skipSpace(text, expect(text, skipSpace(text, keyEnd), colon));
    const valueEnd = skipValue(text, valueStart);
    if (open !== null) open.nextStart = start;
    open = null;
    if (isKey(text, start, keyEnd, wanted, key)) {
      open = { start, valueStart, valueEnd, previousEnd: lastEnd, nextStart: null };
      matches.push(open);
    }
    lastEnd = valueEnd;
    at = skipSpace(text, valueEnd);
    if (text.charCodeAt(at) === closeBrace) break;
    at = skipSpace(text, expect(text, at, comma));
  }
  return { matches, bodyStart, lastEnd };
}

/** The offset behind the byte that must be there. */
function expect(text: string, at: number, byte: number): number {
  if (text.charCodeAt(at) !== byte) throw broken(at);
  return at + 1;
}

function broken(at: number): SyntaxError {
  return new SyntaxError(`not a JSON object: unexpected byte at offset ${at}`);
}

/** `start` is the opening quote, `end` lies behind the closing one. A key may be spelled with escapes. */
function isKey(text: string, start: number, end: number, wanted: string, key: string): boolean {
  const spelled = text.slice(start + 1, end - 1);
  if (spelled === wanted) return true;
  if (!spelled.includes('\\')) return false;
  return JSON.parse(Buffer.from(text.slice(start, end), 'latin1').toString()) === key;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** From the opening quote to behind the closing one. */
function skipString(text: string, start: number): number {
  let from = start + 1;
  for (;;) {
    const end = text.indexOf('"', from);
    if (end < 0) throw broken(text.length);
    if (!isEscaped(text, from, end)) return end + 1;
    from = end + 1;
  }
}

/** An odd number of backslashes before the quote escapes it. `from` is where a character of its own begins. */
function isEscaped(text: string, from: number, at: number): boolean {
  let first = at;
  while (first > from && text.charCodeAt(first - 1) === backslash) first -= 1;
  return (at - first) % 2 === 1;
}

/** Measured on 32 KB of numbers: the regular expression takes 3 µs, a loop over the characters 65 µs. */
const structure = /["[\]{}]/g;

/** Behind the value that begins at `start`. Depth is counted, not recursed: it may be 200,000. */
function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return skipString(text, start);
  if (first !== openBrace && first !== openBracket) return skipScalar(text, start);
  let depth = 0;
  structure.lastIndex = start;
  while (structure.test(text)) {
    const byte = text.charCodeAt(structure.lastIndex - 1);
    if (byte === quote) structure.lastIndex = skipString(text, structure.lastIndex - 1);
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else depth -= 1;
    if (depth === 0) return structure.lastIndex;
  }
  throw broken(text.length);
}

/** A number, `true`, `false` or `null`: all that comes before a space, a comma or the end of the object. */
function skipScalar(text: string, start: number): number {
  let at = start;
  for (;;) {
    const byte = text.charCodeAt(at);
    if (Number.isNaN(byte)) throw broken(at);
    if (byte === comma || byte === closeBrace || byte <= 0x20) break;
    at += 1;
  }
  if (at === start) throw broken(at);
  return at;
}
