/** What the headers of an object promise of its bytes. Pure. */
import type { Digest, HttpReply } from '../../source.ts';

/** Best first: cryptographic ones, then the longest. */
const ALGORITHMS: readonly (readonly [algorithm: Digest['algorithm'], bytes: number])[] = [
  ['sha256', 32],
  ['sha1', 20],
  ['crc64nvme', 8],
  ['crc32c', 4],
  ['crc32', 4],
];

/** From a HEAD with `x-amz-checksum-mode: ENABLED`; null: nothing that can be checked. */
export function objectDigest(headers: HttpReply['headers']): Digest | null {
  return checksum(headers) ?? etagDigest(headers);
}

/**
 * A COMPOSITE checksum is one of the checksums of the parts of an upload, whose borders are not known. Services that know no
 * types mark it with the number of parts (`…-7`), which no base64 of the right length has.
 */
function checksum(headers: HttpReply['headers']): Digest | null {
  const type = headers['x-amz-checksum-type']?.toUpperCase();
  if (type !== undefined && type !== 'FULL_OBJECT') return null;
  for (const [algorithm, bytes] of ALGORITHMS) {
    const base64 = headers[`x-amz-checksum-${algorithm}`];
    if (base64 === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) continue;
    const value = Buffer.from(base64, 'base64');
    if (value.length === bytes) return { algorithm, hex: value.toString('hex') };
  }
  return null;
}

/** The ETag is the MD5 of what was uploaded in one piece, unless it was encrypted with keys of KMS or of the customer. */
function etagDigest(headers: HttpReply['headers']): Digest | null {
  const hex = /^"?([0-9a-f]{32})"?$/i.exec(headers['etag'] ?? '')?.[1];
  const plain = ['x-amz', 'x-obs'].every((vendor) => {
    const encryption = headers[`${vendor}-server-side-encryption`];
    const byCustomer = headers[`${vendor}-server-side-encryption-customer-algorithm`];
    return (encryption === undefined || encryption === 'AES256') && byCustomer === undefined;
  });
  return hex !== undefined && plain ? { algorithm: 'md5', hex: hex.toLowerCase() } : null;
}
