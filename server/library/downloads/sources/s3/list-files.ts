/** What an address names: the objects of a folder, else the one object of that name. */
import { AppError } from '../../../../platform/errors.ts';
import type { SourceFile } from '../../source.ts';
import type { Bucket } from './bucket.ts';
import { type Listing, listKeys } from './list-objects.ts';
import { lookAtObject, whereListed } from './s3-file.ts';

/** As many as a service takes from one client without a complaint. */
const LOOKS_AT_ONCE = 16;

/**
 * A listing has neither checksums nor what an ETag is worth (how the object is encrypted), so each object is looked at with
 * HEAD. That is done here and not when a file is opened: what is promised of a file must be known before its bytes come,
 * and a refusal (no s3:GetObject, an archived object) is better had before the first gigabyte.
 */
export async function listFiles(
  bucket: Bucket,
  wanted: (path: string) => boolean,
  signal: AbortSignal,
): Promise<readonly SourceFile[]> {
  const { prefix } = bucket.address;
  // `s3://b/a` is not `s3://b/ab/…`.
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  const listing = await listFolder(bucket, folder, wanted, signal);
  if (!(listing instanceof AppError)) return await lookAtAll(bucket, listing.keys, folder.length, signal);
  if (folder === prefix) throw listing;
  return await lookAtOne(bucket, prefix, wanted, listing, signal);
}

/** An error where nothing is there, or where listing is not allowed: there may be the one object all the same. */
async function listFolder(
  bucket: Bucket,
  folder: string,
  wanted: (path: string) => boolean,
  signal: AbortSignal,
): Promise<Listing | AppError> {
  try {
    const listing = await listKeys(bucket, folder, (key) => wanted(key.slice(folder.length)), signal);
    if (listing.objects > 0) return listing;
    return new AppError('source_not_found', `There is nothing at ${bucket.address.shown}.`, { param: 'source' });
  } catch (error) {
    if (isAbsentOrForbidden(error)) return error;
    throw error;
  }
}

async function lookAtOne(
  bucket: Bucket,
  key: string,
  wanted: (path: string) => boolean,
  otherwise: AppError,
  signal: AbortSignal,
): Promise<readonly SourceFile[]> {
  const path = key.slice(key.lastIndexOf('/') + 1);
  try {
    const file = await lookAtObject(bucket, key, path, signal);
    return wanted(path) ? [file] : [];
  } catch (error) {
    throw isAbsentOrForbidden(error) ? otherwise : error;
  }
}

/** In the order of the keys. The first error ends it all. */
async function lookAtAll(
  bucket: Bucket,
  keys: readonly string[],
  skip: number,
  signal: AbortSignal,
): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let next = 0;
  const look = async (): Promise<void> => {
    for (let at = next++; at < keys.length; at = next++) {
      const key = keys[at] as string;
      files[at] = await lookAtObject(bucket, key, key.slice(skip), both).catch((error) => {
        throw whereListed(error, bucket, key);
      });
    }
  };
  const workers = Array.from({ length: Math.min(LOOKS_AT_ONCE, keys.length) }, look);
  try {
    await Promise.all(workers);
    return files;
  } catch (error) {
    stop.abort(error);
    await Promise.allSettled(workers);
    throw error;
  }
}

const isAbsentOrForbidden = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === 'source_not_found' || error.code === 'source_forbidden');
