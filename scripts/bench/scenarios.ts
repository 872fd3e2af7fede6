import type { LoadOptions, LoadResult } from './load.ts';

export interface Figure {
  readonly name: string;
  /** `×`: a ratio; else the unit of a difference. */
  readonly unit: string;
  readonly bar: number;
  of(result: LoadResult): number;
  compare(ours: number, bare: number): number;
}

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly rounds?: number;
  readonly load: Omit<LoadOptions, 'port' | 'pid'>;
  /** What our requests have that those to the bare pipe have not. */
  readonly ours?: Pick<LoadOptions, 'path' | 'inArgs' | 'asksUsage'>;
  /** With accounts and quotas on. */
  readonly metered?: boolean;
  readonly figures: readonly Figure[];
}

const ratio = (ours: number, bare: number): number => ours / bare;
const difference = (ours: number, bare: number): number => ours - bare;
const RATIO_BAR = 1.4;

export const perRequest: Figure = {
  name: 'CPU µs per request',
  unit: '×',
  bar: RATIO_BAR,
  of: (r) => r.cpuMicrosPerRequest,
  compare: ratio,
};
export const perChunk: Figure = {
  name: 'CPU µs per chunk',
  unit: '×',
  bar: RATIO_BAR,
  of: (r) => r.cpuMicrosPerChunk,
  compare: ratio,
};
const memory: Figure = { name: 'RSS MB', unit: '+MB', bar: 40, of: (r) => r.rssBytes / 1e6, compare: difference };
const timeToFirstToken: Figure = {
  name: 'TTFT p99 ms',
  unit: '+ms',
  bar: 10,
  of: (r) => r.ttftP99Ms,
  compare: difference,
};

const METERED_BAR = 1.6;

export const window = { warmUpMs: 500, measureMs: 1_500 };

export const scenarios: readonly Scenario[] = [
  {
    id: 'unary-1k',
    name: '1 KB requests, 64 connections',
    load: { ...window, connections: 64, bodyBytes: 1024, chunks: 0, delayMs: 0 },
    figures: [perRequest],
  },
  {
    id: 'unary-32k',
    name: '32 KB requests, 64 connections',
    load: { ...window, connections: 64, bodyBytes: 32 * 1024, chunks: 0, delayMs: 0 },
    figures: [perRequest],
  },
  {
    id: 'stream-flat-out',
    name: '100 streams flat out',
    load: { ...window, connections: 100, bodyBytes: 1024, chunks: 200, delayMs: 0 },
    figures: [perChunk],
  },
  {
    id: 'stream-paced',
    name: '500 streams, 20 ms between chunks',
    load: { warmUpMs: 3_000, measureMs: 4_000, connections: 500, bodyBytes: 1024, chunks: 50, delayMs: 20 },
    figures: [perChunk, timeToFirstToken, memory],
  },
  {
    id: 'metered-unary-1k',
    name: '1 KB requests, 64 connections, with accounts and quotas',
    metered: true,
    load: { ...window, connections: 64, bodyBytes: 1024, chunks: 0, delayMs: 0 },
    figures: [{ ...perRequest, bar: METERED_BAR }],
  },
  {
    id: 'metered-stream-asking',
    name: '100 streams flat out, with accounts and quotas, usage asked for by the client',
    metered: true,
    load: { ...window, connections: 100, bodyBytes: 1024, chunks: 200, delayMs: 0 },
    figures: [{ ...perChunk, bar: METERED_BAR }],
  },
  {
    id: 'metered-stream-held',
    name: '100 streams flat out, with accounts and quotas, usage asked for by the gateway and held back',
    metered: true,
    load: { ...window, connections: 100, bodyBytes: 1024, chunks: 200, delayMs: 0 },
    ours: { asksUsage: false },
    figures: [{ ...perChunk, bar: METERED_BAR }],
  },
];
