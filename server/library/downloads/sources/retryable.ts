/** How sources say that the same request may succeed later. */
import { AppError } from '../../../platform/errors.ts';
import type { HttpReply } from '../source.ts';

/** `download_failed` that may be tried again, after so many seconds where the server said so. */
export function retryLater(message: string, retryAfterSeconds?: number): AppError {
  const after = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return new AppError('download_failed', message, { fields: { retryable: true }, ...after });
}

/** True for statuses that say nothing against the request itself. */
export function isPassingStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** From `Retry-After` (seconds or a date) or `RateLimit` (`t=SECONDS`); undefined: the server did not say. */
export function retryAfter(headers: HttpReply['headers'], now: Date): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text !== undefined && /^\d+(\.\d+)?$/.test(text)) return Number(text);
  const date = text === undefined ? Number.NaN : Date.parse(text);
  if (!Number.isNaN(date)) return Math.max(0, Math.ceil((date - now.getTime()) / 1000));
  const limit = /(?:^|[;\s])t=(\d+)/.exec(headers['ratelimit'] ?? '');
  return limit === null ? undefined : Number(limit[1]);
}
