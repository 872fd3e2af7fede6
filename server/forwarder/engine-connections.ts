import { Pool } from 'undici';

/** How long an engine may take; the same as the gateway's own defaults. */
const CONNECT_MS = 3_000;
const FIRST_BYTE_MS = 600_000;
const BETWEEN_CHUNKS_MS = 120_000;

export interface EngineConnections {
  pool(origin: string): Pool;
  close(): Promise<void>;
}

/**
 * One pool an origin. Idle connections are given up after 4 s: uvicorn closes them after 5 s without saying so, and a
 * request written to a connection that is just closing cannot be sent again.
 */
export function createEngineConnections(): EngineConnections {
  const pools = new Map<string, Pool>();
  return {
    pool(origin) {
      const known = pools.get(origin);
      if (known !== undefined) return known;
      const pool = new Pool(origin, {
        connections: null,
        pipelining: 1,
        keepAliveTimeout: 4_000,
        keepAliveMaxTimeout: 60_000,
        headersTimeout: FIRST_BYTE_MS,
        bodyTimeout: BETWEEN_CHUNKS_MS,
        connect: { timeout: CONNECT_MS },
      });
      pools.set(origin, pool);
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}
