/** Where a bucket answers: host, path and region. Pure. */
import { isIP } from 'node:net';
import { AppError } from '../../../../platform/errors.ts';
import type { SourceOptions } from '../../source.ts';
import type { Address, Service } from './address.ts';
import type { Environment } from './credentials.ts';

export interface Endpoint {
  /** Of the bucket, without a slash at the end: `https://bucket.s3.us-east-1.amazonaws.com` or `https://host/bucket`. */
  readonly bucketUrl: string;
  /** What is signed for. */
  readonly region: string;
  /** AWS's own: a bucket that turns out to be in another region can be found there. */
  readonly own: boolean;
}

const AWS_HOST = /^s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/;
const OBS_HOST = /^obs\.([a-z0-9-]+)\.[a-z0-9.-]+$/;
const DNS_LABEL = /^[a-z0-9][a-z0-9-]*[a-z0-9]$/;

/** Throws `invalid_request` naming `endpoint` or `region`. */
export function findEndpoint(
  { service, bucket }: Address,
  options: Pick<SourceOptions, 'endpoint' | 'region'>,
  env: Environment,
): Endpoint {
  const base = parseBase(options.endpoint || environmentEndpoint(service, env));
  const region = checkRegion(options.region || environmentRegion(service, env), base);
  if (base === null) {
    if (service === 'obs') throw noObsEndpoint();
    return ownEndpoint(bucket, region);
  }
  if (isAwsHost(base)) return ownEndpoint(bucket, regionOf(base) ?? region);
  const path = base.pathname.replace(/\/+$/, '');
  if (base.hostname.startsWith(`${bucket}.`)) return { bucketUrl: `${base.origin}${path}`, region, own: false };
  const byHost = service === 'obs' && !isLocal(base) && DNS_LABEL.test(bucket);
  const bucketUrl = byHost
    ? `${base.protocol}//${bucket}.${base.host}${path}`
    : `${base.origin}${path}/${encodeURIComponent(bucket)}`;
  return { bucketUrl, region, own: false };
}

/** AWS's own host of a region. A name with dots has no certificate there: such buckets go into the path. */
export function ownEndpoint(bucket: string, region: string): Endpoint {
  const host = `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const bucketUrl = DNS_LABEL.test(bucket) ? `https://${bucket}.${host}` : `https://${host}/${bucket}`;
  return { bucketUrl, region, own: true };
}

/** A region becomes a part of a host name: nothing else may get in with it. */
export const isRegion = (text: string): boolean => /^[a-z0-9-]{1,64}$/i.test(text);

function environmentEndpoint(service: Service, env: Environment): string | undefined {
  // Kthena's downloader takes its three settings together; ENDPOINT alone could be anybody's.
  const kthena = env['ACCESS_KEY'] && env['SECRET_KEY'] ? env['ENDPOINT'] : undefined;
  if (service === 'obs') return env['OBS_ENDPOINT'] || kthena || undefined;
  return env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'] || kthena || undefined;
}

function environmentRegion(service: Service, env: Environment): string | undefined {
  const own = service === 'obs' ? env['OBS_REGION'] : undefined;
  return own || env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined;
}

function checkRegion(said: string | undefined, base: URL | null): string {
  const region = said ?? (base === null ? undefined : regionOf(base)) ?? 'us-east-1';
  if (isRegion(region)) return region;
  throw new AppError('invalid_request', `"${region}" is no region.`, { param: 'region' });
}

function parseBase(text: string | undefined): URL | null {
  if (text === undefined) return null;
  const address = text.includes('://') ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === ''
  ) {
    return url;
  }
  // It may hold a password: it is not repeated.
  throw new AppError(
    'invalid_request',
    'The endpoint must be a host, or an http(s) URL without user, query and fragment.',
    { param: 'endpoint' },
  );
}

const isAwsHost = (url: URL): boolean => url.port === '' && /^s3[a-z0-9.-]*\.amazonaws\.com(\.cn)?$/.test(url.hostname);
const regionOf = (url: URL): string | undefined => (AWS_HOST.exec(url.hostname) ?? OBS_HOST.exec(url.hostname))?.[1];
const isLocal = ({ hostname }: URL): boolean =>
  isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || hostname === 'localhost' || hostname.endsWith('.localhost');

const noObsEndpoint = (): AppError =>
  new AppError(
    'invalid_request',
    'obs:// needs an endpoint: give `endpoint`, or OBS_ENDPOINT in the environment, such as obs.cn-north-4.myhuaweicloud.com.',
    { param: 'endpoint' },
  );
