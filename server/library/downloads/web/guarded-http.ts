/**
 * HTTP to places that somebody else may have named. The first host must be a public default or listed; redirects go
 * to listed hosts or to public addresses; credentials stay with the origin they were given for.
 */
import type { Dispatcher } from 'undici';
import { AppError } from '../../../platform/errors.ts';
import type { GuardedHttp } from '../source.ts';
import { isListed, isPublicDefault, shownUrl } from './allowed-hosts.ts';
import { publicPool, type Resolve, trustedPool } from './connections.ts';
import { httpFault, notListed } from './http-faults.ts';
import { type Hop, httpReply, lowerCaseHeaders } from './http-reply.ts';

export interface GuardedHttpOptions {
  /** `host` or `host:port`; asked for each request. They may have private addresses. */
  readonly allowedHosts: () => readonly string[];
  /** Without a byte, before a request fails as retryable; 30 s by default. */
  readonly idleTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly resolve?: Resolve;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** All that may follow to another origin. Everything else could be a credential of some service. */
const HARMLESS_HEADERS = new Set(['accept', 'accept-encoding', 'range', 'if-range', 'user-agent']);

type Init = Parameters<GuardedHttp['request']>[1];

export function createGuardedHttp(options: GuardedHttpOptions): GuardedHttp {
  const times = { connectMs: options.connectTimeoutMs ?? 10_000, idleMs: options.idleTimeoutMs ?? 30_000 };
  const trusted = trustedPool(times);
  const open = publicPool(times, options.resolve);

  const send = async (url: URL, headers: Record<string, string>, init: Init): Promise<Dispatcher.ResponseData> => {
    const pool = isListed(url, options.allowedHosts()) ? trusted : open;
    try {
      return await pool.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: init.method ?? 'GET',
        headers,
        signal: init.signal,
      });
    } catch (error) {
      throw httpFault(error, url, init.signal);
    }
  };

  return {
    async request(address, init) {
      let url = parseUrl(address);
      if (!isPublicDefault(url) && !isListed(url, options.allowedHosts())) throw notListed(url);
      let headers: Record<string, string> = { 'accept-encoding': 'identity', ...lowerCase(init.headers ?? {}) };
      const hops: Hop[] = [];
      for (;;) {
        const answer = await send(url, headers, init);
        const location = answer.headers['location'];
        if (!REDIRECTS.has(answer.statusCode) || typeof location !== 'string') {
          return httpReply(answer, url, hops, init.signal);
        }
        hops.push({ url: url.href, status: answer.statusCode, headers: lowerCaseHeaders(answer.headers) });
        release(answer);
        if (hops.length > MAX_REDIRECTS) throw tooMany(url);
        const next = redirectTarget(location, url);
        if (next.origin !== url.origin) headers = harmless(headers);
        url = next;
      }
    },
    async close() {
      await Promise.all([trusted.destroy(), open.destroy()]);
    },
  };
}

/** A redirect's body is small as a rule: reading it keeps the connection; a large one is cut. */
function release(answer: Dispatcher.ResponseData): void {
  answer.body.on('error', () => {});
  void answer.body.dump({ limit: 65_536 }).catch(() => {});
}

function parseUrl(address: string): URL {
  if (!URL.canParse(address))
    throw new AppError('invalid_request', 'The endpoint is not a URL.', { param: 'endpoint' });
  return checkProtocol(new URL(address));
}

function redirectTarget(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) {
    throw new AppError('download_failed', `${shownUrl(from)} redirects to what is not a URL.`);
  }
  return checkProtocol(new URL(location, from.href));
}

function checkProtocol(url: URL): URL {
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new AppError('endpoint_not_allowed', `Downloads go over http and https, not over "${url.protocol}".`);
}

const tooMany = (url: URL): AppError =>
  new AppError('download_failed', `${shownUrl(url)}: more than ${MAX_REDIRECTS} redirects.`);

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const harmless = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS_HEADERS.has(name)));
