/** Who looks at the addresses that names lead to. */
import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-addresses.ts';

/** Names to addresses; `node:dns` unless a test says otherwise. */
export type Resolve = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: readonly { address: string; family: number }[]) => void,
) => void;

const systemResolve: Resolve = (hostname, callback) => lookup(hostname, { all: true }, callback);

/** Thrown into the connection attempt when an address is refused. */
export class PrivateAddressError extends Error {}

/** Looks at the very address that is connected to: a name that resolved well a moment ago is no proof. */
export function publicLookup(resolve: Resolve = systemResolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      const usable = addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = usable;
      if (first === undefined) return callback(new PrivateAddressError(), '', 0);
      if (options.all) return callback(null, [...usable]);
      return callback(null, first.address, first.family);
    });
  };
}

/** For URLs that hold an address, which no lookup sees. Throws PrivateAddressError. */
export function checkLiteral(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw new PrivateAddressError();
}
