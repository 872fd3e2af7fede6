import { AppError } from '../../../platform/errors.ts';
import type { HttpHop, HttpReply } from '../source.ts';
import { shownUrl } from './allowed-hosts.ts';
import { httpFault } from './http-faults.ts';
import type { WireReply } from './wire/wire.ts';

const TEXT_LIMIT = 8 * 1024 * 1024;

/** The answer at the end of the redirects. Faults of its body come as AppError. */
export function httpReply(answer: WireReply, url: URL, redirects: readonly HttpHop[], signal: AbortSignal): HttpReply {
  const iterator: AsyncIterator<Uint8Array, undefined> = {
    async next() {
      try {
        return await answer.body.next();
      } catch (error) {
        throw httpFault(error, url, signal);
      }
    },
    async return() {
      await answer.body.return?.();
      return { done: true, value: undefined };
    },
  };
  const body = { [Symbol.asyncIterator]: () => iterator };
  return {
    status: answer.status,
    headers: answer.headers,
    url: url.href,
    redirects,
    body,
    async text(maxBytes = TEXT_LIMIT) {
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of body) {
        size += chunk.length;
        if (size > maxBytes) throw tooLarge(url, maxBytes);
        parts.push(Buffer.from(chunk));
      }
      return Buffer.concat(parts).toString('utf8');
    },
    discard: () => void answer.body.return?.(),
  };
}

const tooLarge = (url: URL, maxBytes: number): AppError =>
  new AppError('download_failed', `${shownUrl(url)}: the answer is larger than ${maxBytes} bytes.`);
