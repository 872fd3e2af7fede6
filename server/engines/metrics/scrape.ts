/** One GET of an engine's metrics, its body as it comes: never held as a whole here. */
import { openHttp } from '../../platform/web/http-call.ts';
import type { EngineTarget } from '../kinds/kind.ts';

export interface ScrapeOptions {
  readonly target: Pick<EngineTarget, 'baseUrl' | 'headers'>;
  /** Begins with a slash. */
  readonly path: string;
  /** For the whole exchange, the last byte included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  /** A promise is awaited before more is read. */
  readonly onChunk: (chunk: Buffer) => unknown;
}

/** null: read to its end; else why not, in words that hold no address and no secret. Never throws. */
export async function scrape(options: ScrapeOptions): Promise<string | null> {
  const { target, path, timeoutMs, maxBytes, onChunk } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const headers = { ...target.headers, accept: 'text/plain;version=0.0.4' };
    const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
    const answer = await openHttp(target.baseUrl + path, { headers }, signal);
    if (answer.statusCode !== 200) {
      // Without a listener the abort of a body that nobody reads would end the process.
      answer.on('error', () => {}).destroy();
      return `${path} answered ${answer.statusCode}`;
    }
    let bytes = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) return `${path} is larger than ${maxBytes} bytes`;
      await onChunk(chunk);
    }
    return null;
  } catch (error) {
    return timeout.aborted ? `${path} was not read within ${timeoutMs} ms` : reasonOf(error);
  }
}

/** By its code: a message may hold the address, which may hold credentials. */
function reasonOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (code === 'ECONNREFUSED') return 'connection refused';
  return typeof code === 'string' ? code : String(name);
}
