/** `s3://bucket/prefix` and `obs://bucket/prefix`: which bucket, and what in it. */
import { AppError } from '../../../../platform/errors.ts';

export type Service = 's3' | 'obs';

export interface Address {
  readonly service: Service;
  readonly bucket: string;
  /** A key, or a prefix that ends where folders end; '' is the whole bucket. As it is, nothing is percent-decoded. */
  readonly prefix: string;
  /** `s3://bucket/prefix`. */
  readonly shown: string;
}

/** Also the older and the self-hosted buckets, whose names may have capitals and underscores. */
const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/;

/** Throws `invalid_request` naming `source`. */
export function parseAddress(service: Service, uri: string): Address {
  const scheme = `${service}://`;
  if (!uri.startsWith(scheme)) throw invalid(`A source of this sort begins with ${scheme}.`);
  const rest = uri.slice(scheme.length);
  const slash = rest.indexOf('/');
  const bucket = slash < 0 ? rest : rest.slice(0, slash);
  const prefix = slash < 0 ? '' : rest.slice(slash + 1);
  if (/[@:]/.test(bucket)) {
    // What stands there may be a secret: it is not repeated.
    throw invalid(`${scheme} is followed by the bucket alone; keys go into \`access_key\` and \`secret_key\`.`);
  }
  if (!BUCKET.test(bucket) || bucket.includes('..'))
    throw invalid(`"${bucket}" in ${scheme}BUCKET/… is no bucket name.`);
  if (!isFetchable(prefix)) throw invalid('"." and ".." cannot be folders in the source.');
  return { service, bucket, prefix, shown: `${scheme}${bucket}${prefix === '' ? '' : `/${prefix}`}` };
}

/** URLs lose `.` and `..` on the way: a request for such a key would be one for another object. */
export function isFetchable(key: string): boolean {
  return key.isWellFormed() && !key.split('/').some((part) => part === '.' || part === '..');
}

const invalid = (message: string): AppError => new AppError('invalid_request', message, { param: 'source' });
