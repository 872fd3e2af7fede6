import type { Config, ListenAddress } from '../config.ts';
import type { ConfigFile } from '../file-schema.ts';
import { type Family, isLoopback, parseListenAddress } from '../values/listen-address.ts';
import type { Check } from './check.ts';

type Listen = Pick<Config, 'listenV4' | 'listenV6' | 'auth'>;

/** Where it listens, and whether that needs keys. */
export function normaliseListen(file: ConfigFile, check: Check): Listen {
  const listenV4 = address(file.listen_v4, 'v4', check);
  const listenV6 = address(file.listen_v6, 'v6', check);
  if (file.listen_v4 === 'none' && file.listen_v6 === 'none')
    check.problem(
      ['listen_v4'],
      'listen_v4 and listen_v6 are both none, so nobody could connect; give one of them an address',
    );
  if (file.auth === undefined && file.api_keys.length > 0)
    check.problem(
      ['api_keys'],
      'there are keys, but nothing asks for them; write `auth: keys`, or `auth: none` if anybody may ask',
    );
  else if (file.auth === undefined) {
    for (const [key, listen] of [
      ['listen_v4', listenV4],
      ['listen_v6', listenV6],
    ] as const)
      if (listen !== null && !isLoopback(listen.host))
        check.problem(
          [key],
          `${listen.host} can be reached from other machines; write \`auth: keys\` and api_keys, \`auth: required\` for accounts, or \`auth: none\` if anybody may ask`,
        );
  }
  if (file.auth === 'keys' && file.api_keys.length === 0)
    check.problem(
      ['auth'],
      '`auth: keys` needs at least one key in api_keys; add one, e.g. { name: me, key_env: MY_KEY }',
    );
  return { listenV4, listenV6, auth: file.auth ?? 'none' };
}

const EXAMPLE: Readonly<Record<Family, string>> = {
  v4: '127.0.0.1:8080 (port 0: any free one)',
  v6: '"[::1]:8080" (in quotes; port 0: any free one)',
};

function address(text: string, family: Family, check: Check): ListenAddress | null {
  if (text === 'none') return null;
  const listen = parseListenAddress(text, family);
  if (listen === null)
    check.problem([`listen_${family}`], `must be an IP${family} address and a port, e.g. ${EXAMPLE[family]}, or none`);
  return listen;
}
