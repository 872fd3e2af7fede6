/** Where the engine of a model answers: `cmd`, `proxy` and `${PORT}` read together. Pure. */
import { parseEngineUrl } from '../../../../platform/config/values/engine-url.ts';

export const DEFAULT_PROXY = 'http://localhost:${PORT}';

export type Address =
  /** On a port that we choose at each start, filled in for `${PORT}`. */
  | { readonly sort: 'chosen' }
  /** At a URL of its own. `port`: what `${PORT}` stands for; null: it is not in the command. */
  | { readonly sort: 'fixed'; readonly url: string; readonly port: number | null }
  | { readonly sort: 'fault'; readonly key: 'cmd' | 'proxy'; readonly message: string };

const ON_OUR_PORT = /^http:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\$\{PORT\}\/?$/;

/** `nextPort` is called where a port has to be written down. */
export function readAddress(cmd: string, proxy: string, nextPort: () => number): Address {
  const inCmd = cmd.includes('${PORT}');
  const inProxy = proxy.includes('${PORT}');
  if (inProxy && !inCmd)
    return {
      sort: 'fault',
      key: 'cmd',
      message: 'nobody could know where it listens: give it ${PORT} as the port, or write its own address into proxy',
    };
  if (inCmd && ON_OUR_PORT.test(proxy)) return { sort: 'chosen' };
  const port = inCmd ? nextPort() : null;
  const text = proxy.replaceAll('${PORT}', String(port));
  // What comes from the environment is not known here; check-config looks at it.
  if (text.includes('${env.')) return { sort: 'fixed', url: text, port };
  const parsed = parseEngineUrl(text);
  return 'fault' in parsed
    ? { sort: 'fault', key: 'proxy', message: parsed.fault }
    : { sort: 'fixed', url: parsed.url, port };
}
