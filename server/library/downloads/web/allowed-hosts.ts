/** Which endpoints may be named: the hub's and AWS's own, and those that the operator lists. */

const PUBLIC_HUB = /^((www\.)?huggingface\.co|hf\.co)$/;
const PUBLIC_DEFAULTS: readonly RegExp[] = [PUBLIC_HUB, /^([a-z0-9.-]+\.)?s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/];

/** The hub's and AWS's own endpoints, at their own port. */
export function isPublicDefault(url: URL): boolean {
  const host = hostOf(url);
  return url.port === '' && PUBLIC_DEFAULTS.some((pattern) => pattern.test(host));
}

/** Where a token for the public hub may go: to the hub itself, and never in clear. */
export function isPublicHub(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && PUBLIC_HUB.test(hostOf(url));
}

/**
 * `entries` are `host` (any port) or `host:port`; IPv6 addresses stand in brackets where a port follows. The host's subdomains
 * are meant too: object stores put the bucket there.
 */
export function isListed(url: URL, entries: readonly string[]): boolean {
  const host = hostOf(url);
  const withPort = `${host}:${portOf(url)}`;
  return entries.some((entry) => {
    const wanted = entry.toLowerCase();
    if (wanted === host || wanted === withPort || `[${wanted}]` === host) return true;
    return wanted !== '' && (host.endsWith(`.${wanted}`) || withPort.endsWith(`.${wanted}`));
  });
}

/** Lower case, without the final dot that names the same host. */
function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/\.$/, '');
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port;
  return url.protocol === 'https:' ? '443' : '80';
}

/** For errors and logs: never a query (signed URLs hold credentials there) and never user information. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/** As `download_endpoints` has it. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}
