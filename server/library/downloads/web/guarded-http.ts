/**
 * HTTP to places that somebody else may have named. The first host must be a public default or listed; redirects go
 * to listed hosts or to public addresses; credentials stay with the origin they were given for.
 */
import { AppError } from '../../../platform/errors.ts';
import type { GuardedHttp, HttpHop } from '../source.ts';
import { isListed, isPublicDefault, shownUrl } from './allowed-hosts.ts';
import { checkLiteral, publicLookup, type Resolve } from './connections.ts';
import { httpFault, notListed } from './http-faults.ts';
import { httpReply } from './http-reply.ts';
import { createWire, type WireReply } from './wire/wire.ts';

export interface GuardedHttpOptions {
  /** `host` or `host:port`; asked for each request. They may have private addresses. */
  readonly allowedHosts: () => readonly string[];
  /** Without a byte, before a request fails as retryable; 30 s by default. */
  readonly idleTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  readonly resolve?: Resolve;
  /** Certificates to trust instead of the system's, PEM. */
  readonly ca?: string;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** All that may follow to another origin. Everything else could be a credential of some service. */
const HARMLESS_HEADERS = new Set(['accept', 'accept-encoding', 'range', 'if-range', 'user-agent']);

type Init = Parameters<GuardedHttp['request']>[1];

export function createGuardedHttp(options: GuardedHttpOptions): GuardedHttp {
  const times = { connectMs: options.connectTimeoutMs ?? 10_000, idleMs: options.idleTimeoutMs ?? 30_000 };
  const common = { ...times, ...(options.ca && { ca: options.ca }) };
  const trusted = createWire(common);
  // Apart from the trusted one: what it has connected to has been looked at.
  const open = createWire({ ...common, lookup: publicLookup(options.resolve) });

  const send = async (url: URL, headers: Record<string, string>, init: Init): Promise<WireReply> => {
    const isTrusted = isListed(url, options.allowedHosts());
    try {
      if (!isTrusted) checkLiteral(url);
      return await (isTrusted ? trusted : open).request(url, {
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
      const hops: HttpHop[] = [];
      for (;;) {
        const answer = await send(url, headers, init);
        const location = answer.headers['location'];
        if (!REDIRECTS.has(answer.status) || location === undefined) {
          return httpReply(answer, url, hops, init.signal);
        }
        hops.push({ url: url.href, status: answer.status, headers: answer.headers });
        await release(answer);
        if (hops.length > MAX_REDIRECTS) throw tooMany(url);
        const next = redirectTarget(location, url);
        if (next.origin !== url.origin) headers = harmless(headers);
        url = next;
      }
    },
    async close() {
      for (const wire of [trusted, open]) wire.close();
    },
  };
}

/** A redirect's body is small as a rule: reading it keeps the connection; a larger one is cut. */
async function release({ body }: WireReply): Promise<void> {
  try {
    let left = 16 * 1024;
    for (let item = await body.next(); !item.done && left > 0; item = await body.next()) left -= item.value.length;
  } catch {
    // Nobody wanted it.
  } finally {
    await body.return?.();
  }
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
