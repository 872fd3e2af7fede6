import { StringDecoder } from 'node:string_decoder';

/** No line of an engine is nearly as long; without a limit an endless one would fill the memory. */
export const MAX_LINE_LENGTH = 64 * 1024;

/** Cuts UTF-8 chunks into lines. A line that is too long is told as null, once. */
export class LineReader {
  readonly #onLine: (line: string | null) => void;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  /** Inside a line that is too long: its end is awaited. */
  #skipping = false;

  constructor(onLine: (line: string | null) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer | string): void {
    const text = this.#rest + (typeof chunk === 'string' ? chunk : this.#decoder.write(chunk));
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#line(text, from, end);
      from = end + 1;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length <= MAX_LINE_LENGTH) return;
    this.#rest = '';
    if (!this.#skipping) this.#onLine(null);
    this.#skipping = true;
  }

  /** The last line need not have an end. */
  end(): void {
    const text = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (text !== '') this.#line(text, 0, text.length);
  }

  #line(text: string, from: number, end: number): void {
    if (this.#skipping) {
      this.#skipping = false;
      return;
    }
    if (end - from > MAX_LINE_LENGTH) return this.#onLine(null);
    this.#onLine(text.slice(from, text.charCodeAt(end - 1) === 0x0d && end > from ? end - 1 : end));
  }
}
