import { Pool } from 'undici';
import type { Timeouts } from '../platform/config/config.ts';

/** The connections to one engine. */
export interface EngineConnections {
  readonly pool: Pool;
  /** Path of the base URL, to be put before each path; usually empty. */
  readonly pathPrefix: string;
}

export interface EnginePools {
  get(baseUrl: string): EngineConnections;
  /** New timeouts count for pools made from now on. */
  configure(timeouts: Timeouts): void;
  close(): Promise<void>;
}

interface Entry extends EngineConnections {
  lastUsedMs: number;
}

const IDLE_MS = 5 * 60_000;

/**
 * One undici pool an engine. Idle connections are given up after 4 s: uvicorn (vLLM, SGLang) closes them after 5 s
 * without saying so, and a request written to a connection that is just closing cannot be retried.
 */
export function createEnginePools(timeouts: Timeouts, now: () => number = () => performance.now()): EnginePools {
  let current = timeouts;
  const pools = new Map<string, Entry>();
  // Engines come and go with a new port each time: pools of those that are gone must not stay.
  const sweep = setInterval(() => {
    for (const [url, entry] of pools) {
      if (now() - entry.lastUsedMs < IDLE_MS || entry.pool.stats.running > 0) continue;
      pools.delete(url);
      entry.pool.close().catch(() => {});
    }
  }, 60_000);
  sweep.unref();
  return {
    get(baseUrl) {
      let entry = pools.get(baseUrl);
      if (entry === undefined) {
        entry = { ...connect(baseUrl, current), lastUsedMs: 0 };
        pools.set(baseUrl, entry);
      }
      entry.lastUsedMs = now();
      return entry;
    },
    configure(next) {
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      for (const { pool } of pools.values()) pool.close().catch(() => {});
      pools.clear();
    },
    async close() {
      clearInterval(sweep);
      await Promise.all([...pools.values()].map(({ pool }) => pool.destroy()));
      pools.clear();
    },
  };
}

function connect(baseUrl: string, timeouts: Timeouts): EngineConnections {
  const url = new URL(baseUrl);
  const pool = new Pool(url.origin, {
    connections: null,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
    // undici makes a timer or two for each request; one for all of them does (`Exchange.watch`).
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: timeouts.connectMs },
  });
  return { pool, pathPrefix: url.pathname === '/' ? '' : url.pathname };
}
