/** Two pools: one for hosts that the operator lists, one whose connections go to public addresses only. */
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { isPrivateAddress } from './private-addresses.ts';

/** Names to addresses; `node:dns` unless a test says otherwise. */
export type Resolve = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: readonly { address: string; family: number }[]) => void,
) => void;

const systemResolve: Resolve = (hostname, callback) => lookup(hostname, { all: true }, callback);

/** Thrown into the connection attempt when an address is refused. */
export class PrivateAddressError extends Error {}

export interface ConnectionTimes {
  readonly connectMs: number;
  /** Without a byte of the answer. */
  readonly idleMs: number;
}

/** Connects wherever the name leads. */
export function trustedPool({ connectMs, idleMs }: ConnectionTimes): Agent {
  return new Agent({
    allowH2: false,
    connect: { timeout: connectMs, allowH2: false },
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
  });
}

/** Looks at the very address that is connected to: a name that resolved well a moment ago is no proof. */
export function publicPool({ connectMs, idleMs }: ConnectionTimes, resolve: Resolve = systemResolve): Dispatcher {
  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const usable = addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = usable;
      if (first === undefined) return callback(new PrivateAddressError(), '', 0);
      if (options.all) return callback(null, [...usable]);
      return callback(null, first.address, first.family);
    });
  };
  const connectTo = buildConnector({ timeout: connectMs, allowH2: false, lookup: guardedLookup });
  return new Agent({
    allowH2: false,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
    connect(options, callback) {
      const literal = options.hostname.replace(/^\[|\]$/g, '');
      if (isIP(literal) !== 0 && isPrivateAddress(literal)) return callback(new PrivateAddressError(), null);
      return connectTo(options, callback);
    },
  });
}
