import { isIPv4, isIPv6 } from 'node:net';
import type { ListenAddress } from '../config.ts';

export type Family = 'v4' | 'v6';

/** `127.0.0.1:8080`, `localhost:8080`; `[::1]:8080`. Port 0: any free one. null where it is not such an address. */
export function parseListenAddress(text: string, family: Family): ListenAddress | null {
  const match = family === 'v4' ? /^([^:[\]]+):(\d{1,5})$/.exec(text) : /^\[([^\]]+)\]:(\d{1,5})$/.exec(text);
  if (match === null) return null;
  const port = Number(match[2]);
  const host = match[1] === 'localhost' && family === 'v4' ? '127.0.0.1' : (match[1] as string);
  const known = family === 'v4' ? isIPv4(host) : isIPv6(host);
  return known && port <= 65_535 ? { host, port } : null;
}

/** Whether only programs on this machine can connect there. */
export function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.');
  const plain = new URL(`http://[${host.split('%')[0]}]`).hostname;
  return plain === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:/.test(plain);
}
