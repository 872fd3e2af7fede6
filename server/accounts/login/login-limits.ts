/**
 * How often a password may be wrong. Three limits, looked at in this order: a name from one address, a name from
 * anywhere, an address. Who is refused by an earlier one takes nothing from a later one: however often one name is tried
 * from an address, others there still get in; and whose name is tried from elsewhere gets in from where he is.
 */
import { isIPv6 } from 'node:net';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { TokenBuckets } from './token-buckets.ts';

const namesPerAddress = { burst: 10, perMinute: 10 };
const names = { burst: 100, perMinute: 20 };
const addresses = { burst: 60, perMinute: 60 };

export interface LoginLimits {
  /** Takes one try, until it is given back: wrong ones stay taken. Throws `login_limited`. */
  take(name: string, address: string): { giveBack(): void };
}

export function createLoginLimits(clock: Pick<Clock, 'now'>): LoginLimits {
  const limits = [
    { buckets: new TokenBuckets(namesPerAddress), of: (name: string, address: string) => `${address} ${name}` },
    { buckets: new TokenBuckets(names), of: (name: string) => name },
    { buckets: new TokenBuckets(addresses), of: (_name: string, address: string) => address },
  ];
  return {
    take(name, address) {
      const network = networkOf(address);
      const now = clock.now();
      for (const { buckets, of } of limits) {
        const waitMs = buckets.waitMs(of(name, network), now);
        if (waitMs > 0) throw limited(waitMs);
      }
      for (const { buckets, of } of limits) buckets.take(of(name, network), now);
      return {
        giveBack() {
          for (const { buckets, of } of limits) buckets.giveBack(of(name, network), clock.now());
        },
      };
    },
  };
}

const limited = (waitMs: number): AppError =>
  new AppError(
    'login_limited',
    'Too many wrong passwords for this name or from this address: try again in a moment (header `retry-after`).',
    { retryAfterSeconds: waitMs / 1000 },
  );

/** Whoever has one IPv6 address has the 2^64 of its network. An IPv4 address in IPv6 writing is that address. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(':')}::/64`;
}
