/** ListObjectsV2: the keys below a prefix, page by page. */
import { AppError } from '../../../../platform/errors.ts';
import type { Bucket } from './bucket.ts';
import { parseXml, text } from './xml.ts';

export interface ListingPage {
  readonly keys: readonly string[];
  /** null: this was the last page. */
  readonly next: string | null;
}

/** Nobody means to download more objects than these: rather a prefix that was forgotten. */
const MAX_OBJECTS = 100_000;

export interface Listing {
  /** The keys that are wanted. */
  readonly keys: readonly string[];
  /** How many there are, wanted or not. */
  readonly objects: number;
}

/**
 * Keys that begin with `prefix` and that `wanted` takes; the markers of folders (`…/`) are not counted. Throws
 * `invalid_request` where there are more than 100,000.
 */
export async function listKeys(
  bucket: Bucket,
  prefix: string,
  wanted: (key: string) => boolean,
  signal: AbortSignal,
): Promise<Listing> {
  const keys: string[] = [];
  const { shown } = bucket.address;
  let token: string | null = null;
  let objects = 0;
  do {
    const page: ListingPage = await readPage(bucket, prefix, token, signal);
    if (page.next !== null && page.next === token) throw broken(shown, 'goes round in circles');
    const found = page.keys.filter((key) => !key.endsWith('/') && key.startsWith(prefix));
    objects += found.length;
    if (objects > MAX_OBJECTS) throw tooMany(shown);
    keys.push(...found.filter(wanted));
    token = page.next;
  } while (token !== null);
  return { keys, objects };
}

async function readPage(
  bucket: Bucket,
  prefix: string,
  token: string | null,
  signal: AbortSignal,
): Promise<ListingPage> {
  const query = {
    ...(token === null ? {} : { 'continuation-token': token }),
    'encoding-type': 'url',
    'list-type': '2',
    prefix,
  };
  const reply = await bucket.request({ query, signal });
  const page = parseListing(await reply.text());
  if (page === null) throw broken(bucket.address.shown, 'is not what S3 sends');
  return page;
}

/** null: no listing, or a broken one. Keys are decoded where the service says that it encoded them. */
export function parseListing(document: string): ListingPage | null {
  const listing = parseXml(document, 'ListBucketResult');
  if (listing === null) return null;
  const encoded = text(listing, 'EncodingType') === 'url';
  const keys: string[] = [];
  for (const object of (listing['Contents'] ?? []) as readonly unknown[]) {
    const raw = typeof object === 'object' && object !== null ? text({ ...object }, 'Key') : undefined;
    const key = raw === undefined || !encoded ? raw : decodeKey(raw);
    if (key === undefined) return null;
    keys.push(key);
  }
  if (text(listing, 'IsTruncated')?.trim() !== 'true') return { keys, next: null };
  const next = text(listing, 'NextContinuationToken');
  return next ? { keys, next } : null;
}

/** S3 encodes as forms do: a space is a plus, a plus is %2B. */
function decodeKey(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const broken = (shown: string, what: string): AppError =>
  new AppError('download_failed', `${shown}: the listing ${what}. Is the endpoint one of an S3 service?`);

const tooMany = (shown: string): AppError =>
  new AppError('invalid_request', `${shown} has more than ${MAX_OBJECTS} objects; name a folder in it.`, {
    param: 'source',
  });
