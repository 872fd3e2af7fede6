/** One object of a bucket, as it was when it was looked at. */
import { AppError } from '../../../../platform/errors.ts';
import type { ByteRange, HttpReply, OpenedRange, SourceFile } from '../../source.ts';
import { openedRange, rangeHeader } from '../ranged-reply.ts';
import { type Bucket, shownKey } from './bucket.ts';
import { objectDigest } from './object-digest.ts';
import { changed } from './s3-fault.ts';

/** Asks for size, ETag and checksum. Throws AppError; `source_not_found` where it is not there. */
export async function lookAtObject(
  bucket: Bucket,
  key: string,
  path: string,
  signal: AbortSignal,
): Promise<SourceFile> {
  const { headers } = await bucket.request({
    method: 'HEAD',
    key,
    headers: { 'x-amz-checksum-mode': 'ENABLED' },
    signal,
  });
  const etag = headers['etag'] ?? null;
  return {
    path,
    sizeBytes: sizeOf(headers),
    etag,
    digest: objectDigest(headers),
    open: (range, openSignal) => openObject(bucket, key, etag, range, openSignal),
  };
}

async function openObject(
  bucket: Bucket,
  key: string,
  etag: string | null,
  range: ByteRange,
  signal: AbortSignal,
): Promise<OpenedRange> {
  // A weak ETag matches nothing, by definition.
  const condition: Record<string, string> = etag === null || etag.startsWith('W/') ? {} : { 'if-match': etag };
  const reply = await bucket
    .request({ key, headers: { ...rangeHeader(range), ...condition }, signal })
    .catch((error) => {
      throw whereListed(error, bucket, key);
    });
  const told = reply.headers['etag'] ?? null;
  if (etag !== null && told !== null && bare(told) !== bare(etag)) {
    // Not all services know If-Match.
    reply.discard();
    throw changed({ shown: shownKey(bucket.address, key) });
  }
  // As it was listed: services write it now with and now without quotes.
  return openedRange(asStored(reply), range, etag ?? told);
}

/** What was listed a moment ago and is gone has changed: a new listing tells what there is now. */
export function whereListed(error: unknown, bucket: Bucket, key: string): unknown {
  const isGone = error instanceof AppError && error.code === 'source_not_found';
  return isGone ? changed({ shown: shownKey(bucket.address, key) }) : error;
}

/** Content-Encoding is a note of the uploader's about the stored bytes: these are what size and checksum are of. */
const asStored = (reply: HttpReply): HttpReply => ({
  ...reply,
  headers: { ...reply.headers, 'content-encoding': undefined },
});

const bare = (etag: string): string => etag.replace(/^W\//, '').replaceAll('"', '');

function sizeOf(headers: HttpReply['headers']): number | null {
  const length = headers['content-length'];
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
}
