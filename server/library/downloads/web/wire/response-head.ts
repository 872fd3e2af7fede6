/** The first part of an HTTP/1.1 answer. Pure. */
import { WireError } from './connection.ts';

export interface ResponseHead {
  readonly status: number;
  /** Lower-case names; of several the values in one, with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly keepAlive: boolean;
}

/** How the end of the body is found. */
export type Framing = { readonly kind: 'length'; readonly bytes: number } | { readonly kind: 'chunked' | 'close' };

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** `text` is everything before the empty line, as Latin-1. Throws `WIRE_NOT_HTTP`. */
export function parseHead(text: string): ResponseHead {
  const [first = '', ...lines] = text.split('\r\n');
  const started = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first);
  if (started === null) throw new WireError('WIRE_NOT_HTTP');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon <= 0 || !NAME.test(name)) throw new WireError('WIRE_NOT_HTTP');
    const value = line.slice(colon + 1).trim();
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value;
  }
  const connection = headers['connection']?.toLowerCase() ?? '';
  const keepAlive = started[1] === '1' ? !connection.includes('close') : connection.includes('keep-alive');
  return { status: Number(started[2]), headers, keepAlive };
}

/** Throws `WIRE_NOT_HTTP` where the headers contradict each other. */
export function framingOf({ status, headers }: ResponseHead, method: string): Framing {
  if (method === 'HEAD' || status === 204 || status === 304) return { kind: 'length', bytes: 0 };
  const coding = headers['transfer-encoding'];
  if (coding !== undefined) {
    if (coding.toLowerCase() !== 'chunked') throw new WireError('WIRE_NOT_HTTP');
    return { kind: 'chunked' };
  }
  const length = headers['content-length'];
  if (length === undefined) return { kind: 'close' };
  // The same length said twice is one length.
  const [bytes, ...others] = new Set(length.split(',').map((part) => part.trim()));
  if (bytes === undefined || others.length > 0 || !/^\d{1,15}$/.test(bytes)) throw new WireError('WIRE_NOT_HTTP');
  return { kind: 'length', bytes: Number(bytes) };
}
