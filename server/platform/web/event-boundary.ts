/** Where events of a stream end: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
const LF = 10;
const CR = 13;
const CRLF_BLANK = Buffer.from('\r\n\r\n');
const LF_BLANK = Buffer.from('\n\n');

/** Whether the bytes end with a blank line. */
export function endsWithEvent(bytes: Buffer): boolean {
  const { length } = bytes;
  if (bytes[length - 1] !== LF) return false;
  return bytes[length - 2] === LF || (bytes[length - 2] === CR && bytes[length - 3] === LF);
}

/** Index behind the last blank line; 0 where there is none. */
export function endOfLastEvent(bytes: Buffer): number {
  const lf = bytes.lastIndexOf(LF_BLANK);
  const crlf = bytes.lastIndexOf(CRLF_BLANK);
  return Math.max(lf < 0 ? 0 : lf + LF_BLANK.length, crlf < 0 ? 0 : crlf + CRLF_BLANK.length);
}
