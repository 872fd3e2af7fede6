/**
 * The data of server-sent events as they arrive in chunks: all else of an event (its type, id, comments) is passed over.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
import { StringDecoder } from 'node:string_decoder';

/** An event that is larger is not one. */
const MAX_EVENT_CHARS = 64 * 1024 * 1024;

export class EventData {
  readonly #decoder = new StringDecoder('utf8');
  /** The beginning of a line whose end is still to come. */
  #line = '';
  #data: string[] = [];
  #chars = 0;
  /** The last chunk ended with CR: a LF that comes next belongs to it. */
  #afterCr = false;
  #atStart = true;

  /** The data of the events that the chunk completes. Throws RangeError on an event of more than 64 MB. */
  push(chunk: Buffer): string[] {
    let text = this.#decoder.write(chunk);
    if (text === '') return [];
    if (this.#atStart && text.startsWith('\ufeff')) text = text.slice(1);
    this.#atStart = false;
    if (this.#afterCr && text.startsWith('\n')) text = text.slice(1);
    this.#afterCr = text.endsWith('\r');
    const lines = text.split(/\r\n|\n|\r/);
    const found: string[] = [];
    for (const [index, part] of lines.entries()) {
      this.#line += part;
      if (index === lines.length - 1) break;
      this.#take(found);
    }
    if (this.#line.length + this.#chars > MAX_EVENT_CHARS) throw new RangeError('an event is larger than 64 MB');
    return found;
  }

  /** The stream has ended: data whose blank line is missing counts too, as engines of users forget it. */
  end(): string[] {
    const found: string[] = [];
    this.#take(found);
    if (this.#data.length > 0) this.#dispatch(found);
    return found;
  }

  #take(found: string[]): void {
    const line = this.#line;
    this.#line = '';
    if (line === '') {
      if (this.#data.length > 0) this.#dispatch(found);
    } else if (line.startsWith('data:')) {
      this.#data.push(line.charCodeAt(5) === 0x20 ? line.slice(6) : line.slice(5));
      this.#chars += line.length;
    } else if (line === 'data') this.#data.push('');
  }

  #dispatch(found: string[]): void {
    found.push(this.#data.length === 1 ? (this.#data[0] as string) : this.#data.join('\n'));
    this.#data = [];
    this.#chars = 0;
  }
}
