import type { Dispatcher } from 'undici';
import { AppError } from '../../../platform/errors.ts';
import type { HttpHop, HttpReply } from '../source.ts';
import { shownUrl } from './allowed-hosts.ts';
import { httpFault } from './http-faults.ts';

export type Hop = HttpHop;

const TEXT_LIMIT = 8 * 1024 * 1024;

/** The answer at the end of the redirects. Faults of its body come as AppError. */
export function httpReply(
  answer: Dispatcher.ResponseData,
  url: URL,
  redirects: readonly Hop[],
  signal: AbortSignal,
): HttpReply {
  const { body } = answer;
  // Whoever discards an answer has no ears for the error that this makes.
  body.on('error', () => {});
  const chunks = (): AsyncIterator<Uint8Array> => faultsTold(body, url, signal);
  return {
    status: answer.statusCode,
    headers: lowerCaseHeaders(answer.headers),
    url: url.href,
    redirects,
    body: { [Symbol.asyncIterator]: chunks },
    async text(maxBytes = TEXT_LIMIT) {
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of { [Symbol.asyncIterator]: chunks }) {
        size += chunk.length;
        if (size > maxBytes) throw tooLarge(url, maxBytes);
        parts.push(chunk);
      }
      return Buffer.concat(parts).toString('utf8');
    },
    discard: () => void body.destroy(),
  };
}

/** No generator: one that was never begun does nothing on `return()`, and the connection would stay open. */
function faultsTold(body: Dispatcher.ResponseData['body'], url: URL, signal: AbortSignal): AsyncIterator<Uint8Array> {
  const inner = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  return {
    async next() {
      try {
        return await inner.next();
      } catch (error) {
        throw httpFault(error, url, signal);
      }
    },
    async return() {
      body.destroy();
      return { done: true, value: undefined };
    },
  };
}

const tooLarge = (url: URL, maxBytes: number): AppError =>
  new AppError('download_failed', `${shownUrl(url)}: the answer is larger than ${maxBytes} bytes.`);

export function lowerCaseHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string | undefined> {
  const result: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers)) {
    result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
