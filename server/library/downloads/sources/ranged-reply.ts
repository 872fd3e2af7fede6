/** Ranges over HTTP: what is asked for, and what the answer turns out to be. */
import { AppError } from '../../../platform/errors.ts';
import type { ByteRange, HttpReply, OpenedRange } from '../source.ts';
import { shownUrl } from '../web/allowed-hosts.ts';

/** Empty for the whole file. */
export function rangeHeader({ start, end }: ByteRange): Record<string, string> {
  if (start === 0 && end === null) return {};
  return { range: `bytes=${start}-${end === null ? '' : end - 1}` };
}

/** From a 200 or 206. Throws `download_failed` where the answer is no answer to the range. */
export function openedRange(reply: HttpReply, range: ByteRange, etag: string | null): OpenedRange {
  const { headers, body } = reply;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw broken(reply, `comes encoded (${encoding})`);
  if (reply.status === 200) {
    const length = headers['content-length'];
    const ranged = range.start === 0 && range.end === null;
    return { body, start: 0, ranged, totalBytes: length === undefined ? null : Number(length), etag };
  }
  const said = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '');
  if (said === null || Number(said[1]) !== range.start) throw broken(reply, 'is another range than the one asked for');
  return { body, start: range.start, ranged: true, totalBytes: said[2] === '*' ? null : Number(said[2]), etag };
}

function broken(reply: HttpReply, what: string): AppError {
  reply.discard();
  return new AppError('download_failed', `${shownUrl(new URL(reply.url))}: the answer ${what}.`);
}
