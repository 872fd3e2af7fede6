/** What the fake engine has seen: for `/fake/requests` and `/fake/stats`. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface SeenRequest {
  readonly index: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** As sent: names and values in turn, duplicates kept. */
  readonly rawHeaders: readonly string[];
  /** Raw bytes, base64. */
  body: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  endedAt: number | null;
  /** The fake itself broke the connection, as it was told to. */
  cut: boolean;
  /** The client left before the answer was whole. */
  aborted: boolean;
  abortedAt: number | null;
}

export interface FakeStats {
  readonly name: string;
  readonly pid: number;
  /** POST requests for work (chat, embeddings, tokens …), whatever came of them. */
  readonly hits: number;
  readonly in_flight: number;
  readonly max_in_flight: number;
  readonly aborted: number;
  readonly connections: number;
  readonly by_path: Readonly<Record<string, number>>;
}

export interface Recorder {
  /** Counts the request until its response has ended or its client has left; the signal fires when the client leaves. */
  begin(request: IncomingMessage, response: ServerResponse): { seen: SeenRequest; gone: AbortSignal };
  connected(): void;
  requests(): readonly SeenRequest[];
  stats(name: string): FakeStats;
}

export function createRecorder(): Recorder {
  const requests: SeenRequest[] = [];
  const byPath: Record<string, number> = {};
  const counts = { hits: 0, in_flight: 0, max_in_flight: 0, aborted: 0, connections: 0 };
  return {
    begin(request, response) {
      const seen = describe(request, requests.length);
      requests.push(seen);
      byPath[seen.path] = (byPath[seen.path] ?? 0) + 1;
      const isWork = request.method === 'POST';
      if (isWork) {
        counts.hits += 1;
        counts.in_flight += 1;
        counts.max_in_flight = Math.max(counts.max_in_flight, counts.in_flight);
      }
      const gone = new AbortController();
      response.on('close', () => {
        if (isWork) counts.in_flight -= 1;
        seen.endedAt = Date.now();
        if (response.writableFinished || seen.cut) return;
        seen.aborted = true;
        seen.abortedAt = seen.endedAt;
        counts.aborted += 1;
        gone.abort();
      });
      return { seen, gone: gone.signal };
    },
    connected() {
      counts.connections += 1;
    },
    requests: () => requests,
    stats: (name) => ({ name, pid: process.pid, ...counts, by_path: byPath }),
  };
}

function describe(request: IncomingMessage, index: number): SeenRequest {
  return {
    index,
    method: request.method ?? '',
    path: (request.url ?? '').split('?', 1)[0] ?? '',
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    body: '',
    startedAt: Date.now(),
    endedAt: null,
    cut: false,
    aborted: false,
    abortedAt: null,
  };
}
