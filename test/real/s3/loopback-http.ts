/** HTTP for tests with made-up host names: all of them lead to 127.0.0.1. */
import { Agent } from 'undici';
import type { GuardedHttp } from '../../../server/library/downloads/source.ts';

export interface LoopbackHttp {
  readonly http: GuardedHttp;
  /** `host:port` of all requests. */
  readonly hosts: ReadonlySet<string>;
}

export function loopbackHttp(): LoopbackHttp {
  const hosts = new Set<string>();
  const agent = new Agent({
    connect: {
      lookup: (_hostname, { all }, callback) => {
        if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
        else callback(null, '127.0.0.1', 4);
      },
    },
  });
  return {
    hosts,
    http: {
      async request(address, { method = 'GET', headers = {}, signal }) {
        const url = new URL(address);
        hosts.add(url.host);
        const path = `${url.pathname}${url.search}`;
        const {
          statusCode,
          headers: told,
          body,
        } = await agent.request({
          origin: url.origin,
          path,
          method,
          headers: { ...headers },
          signal,
        });
        return {
          status: statusCode,
          headers: Object.fromEntries(Object.entries(told).map(([name, value]) => [name, String(value)])),
          url: url.href,
          body,
          text: () => body.text(),
          discard: () => void body.destroy(),
        };
      },
      close: () => agent.close(),
    },
  };
}
