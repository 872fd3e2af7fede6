/** Puts into a real S3 server what tests shall find there. */
import assert from 'node:assert/strict';
import { AwsClient } from 'aws4fetch';
import { createDigest } from '../../../server/library/downloads/digest/index.ts';
import type { Digest } from '../../../server/library/downloads/source.ts';

export type Body = string | Uint8Array<ArrayBuffer>;

/** What the server is asked to keep; CRC-64/NVME where nothing is said. */
export interface Checksum {
  readonly algorithm: Exclude<Digest['algorithm'], 'md5'>;
  /** Of uploads in parts: of the whole, or of the parts' checksums. */
  readonly type?: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface S3Writer {
  createBucket(bucket: string): Promise<void>;
  put(bucket: string, key: string, body: Body, checksum?: Checksum): Promise<void>;
  /** As one object from several parts; all but the last must have 5 MiB or more. */
  putInParts(bucket: string, key: string, parts: readonly Body[], checksum?: Checksum): Promise<void>;
  remove(bucket: string, key: string): Promise<void>;
  /** Lets everybody do these on the bucket, e.g. `s3:GetObject`. */
  allowEverybody(bucket: string, actions: readonly string[]): Promise<void>;
}

export interface S3WriterOptions {
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

export function s3Writer({ endpoint, accessKey, secretKey, region }: S3WriterOptions): S3Writer {
  const keys = { accessKeyId: accessKey, secretAccessKey: secretKey };
  const client = new AwsClient({ ...keys, service: 's3', region, retries: 0 });

  async function call(
    method: string,
    path: string,
    body?: Body,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    // A connection of its own for each: what is written here and what is tested share nothing.
    const answer = await client.fetch(`${endpoint}/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) assert.fail(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  const quietly = async (answer: Promise<Response>): Promise<void> => {
    await (await answer).arrayBuffer();
  };
  const at = (bucket: string, key: string): string => `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

  return {
    createBucket: (bucket) => quietly(call('PUT', bucket)),
    put: (bucket, key, body, checksum) => quietly(call('PUT', at(bucket, key), body, checksumHeader(body, checksum))),
    remove: (bucket, key) => quietly(call('DELETE', at(bucket, key))),
    allowEverybody(bucket, actions) {
      const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
      const Statement = actions.map((Action) => ({
        Effect: 'Allow',
        Principal: '*',
        Action,
        Resource: Action === 's3:ListBucket' ? Resource[0] : Resource[1],
      }));
      return quietly(call('PUT', `${bucket}?policy=`, JSON.stringify({ Version: '2012-10-17', Statement })));
    },
    async putInParts(bucket, key, parts, checksum) {
      const object = at(bucket, key);
      const begun = await (await call('POST', `${object}?uploads=`, undefined, uploadHeaders(checksum))).text();
      const upload = /<UploadId>([^<]+)</.exec(begun)?.[1];
      assert.ok(upload, begun);
      const done: string[] = [];
      for (const [index, part] of parts.entries()) {
        const query = `partNumber=${index + 1}&uploadId=${encodeURIComponent(upload)}`;
        const sent = await call('PUT', `${object}?${query}`, part, checksumHeader(part, checksum));
        await sent.arrayBuffer();
        done.push(partElement(index + 1, sent.headers));
      }
      const list = `<CompleteMultipartUpload>${done.join('')}</CompleteMultipartUpload>`;
      await quietly(call('POST', `${object}?uploadId=${encodeURIComponent(upload)}`, list));
    },
  };
}

function uploadHeaders(checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  const type: Record<string, string> = checksum.type === undefined ? {} : { 'x-amz-checksum-type': checksum.type };
  return { 'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(), ...type };
}

function checksumHeader(body: Body, checksum: Checksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  const digest = createDigest(checksum.algorithm);
  digest.update(Buffer.from(body));
  return { [`x-amz-checksum-${checksum.algorithm}`]: Buffer.from(digest.hex(), 'hex').toString('base64') };
}

function partElement(number: number, headers: Headers): string {
  const sums = ['SHA256', 'SHA1', 'CRC32', 'CRC32C', 'CRC64NVME'].map((name) => {
    const value = headers.get(`x-amz-checksum-${name.toLowerCase()}`);
    return value === null ? '' : `<Checksum${name}>${value}</Checksum${name}>`;
  });
  return `<Part><PartNumber>${number}</PartNumber><ETag>${headers.get('etag')}</ETag>${sums.join('')}</Part>`;
}
