/** Signed requests to one bucket. */
import { AwsV4Signer } from 'aws4fetch';
import { AppError } from '../../../../platform/errors.ts';
import type { GuardedHttp, HttpReply } from '../../source.ts';
import { type Address, isFetchable } from './address.ts';
import type { Credentials } from './credentials.ts';
import { type Endpoint, isRegion, ownEndpoint } from './endpoint.ts';
import { readFaultCode, s3Fault } from './s3-fault.ts';

export interface BucketRequest {
  readonly method?: 'GET' | 'HEAD';
  /** As it is, not encoded; absent: the bucket itself. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface Bucket {
  readonly address: Address;
  /** The answer, its status 2xx. Throws AppError for all others. */
  request(request: BucketRequest): Promise<HttpReply>;
}

/** SHA-256 of no body at all: all services take it, while some refuse UNSIGNED-PAYLOAD over http. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export function connectBucket(
  address: Address,
  first: Endpoint,
  credentials: Credentials | null,
  http: Pick<GuardedHttp, 'request'>,
): Bucket {
  let endpoint = first;
  // Keeps the derived key of the day, which costs four hashes.
  const cache = new Map<string, ArrayBuffer>();

  async function send(request: BucketRequest, to: Endpoint): Promise<HttpReply> {
    const url = requestUrl(to, request);
    const { method = 'GET', signal } = request;
    if (credentials === null) return http.request(url, { method, headers: request.headers ?? {}, signal });
    const headers = { ...request.headers, 'x-amz-content-sha256': EMPTY_SHA256 };
    const signer = new AwsV4Signer({ ...credentials, method, url, headers, service: 's3', region: to.region, cache });
    const signed = await signer.sign();
    return http.request(url, { method, headers: Object.fromEntries(signed.headers), signal });
  }

  return {
    address,
    async request(request) {
      const used = endpoint;
      let reply = await send(request, used);
      const elsewhere = otherRegion(reply, used);
      if (elsewhere !== null) {
        reply.discard();
        endpoint = ownEndpoint(address.bucket, elsewhere);
        reply = await send(request, endpoint);
      }
      if (reply.status >= 200 && reply.status < 300) return reply;
      throw s3Fault(reply, await readFaultCode(reply), {
        shown: request.key === undefined ? address.shown : shownKey(address, request.key),
        bucket: address.bucket,
        signed: credentials !== null,
      });
    },
  };
}

export const shownKey = ({ service, bucket }: Address, key: string): string => `${service}://${bucket}/${key}`;

/** The region that the bucket is in, where AWS says that it is another one. Only AWS's own hosts are believed. */
function otherRegion({ status, headers, redirects = [] }: HttpReply, used: Endpoint): string | null {
  // A redirect that was followed has lost its signature on the way, and ends in a 403.
  const region = [{ headers }, ...redirects].map((it) => it.headers['x-amz-bucket-region']).find((it) => it);
  if (!used.own || region === undefined || region === used.region || !isRegion(region)) return null;
  return [301, 302, 307, 400, 403].includes(status) ? region : null;
}

/** Percent-encoded as SigV4 wants it, so that what is signed is what is sent. */
function requestUrl({ bucketUrl }: Endpoint, { key = '', query = {} }: BucketRequest): string {
  if (!isFetchable(key)) {
    throw new AppError(
      'download_failed',
      `The object "${key}" cannot be asked for: its name has a folder "." or "..".`,
    );
  }
  const path = key.split('/').map(encode).join('/');
  const search = Object.entries(query).map(([name, value]) => `${name}=${encode(value)}`);
  return `${bucketUrl}/${path}${search.length === 0 ? '' : `?${search.join('&')}`}`;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
