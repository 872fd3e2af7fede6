/** What a caller is told who has used up a limit. */
import { AppError } from '../../platform/errors.ts';
import type { TokenSort } from './budgets/grant.ts';
import type { RateRefusal } from './rates/rate-gate.ts';

const words: Readonly<Record<TokenSort, string>> = { prompt: 'prompt tokens', gen: 'generated tokens' };

export interface Exhausted {
  readonly sort: TokenSort;
  readonly used: number;
  readonly limit: number;
}

/** What is reserved for requests that run comes back as soon as they end with less. */
const reservedRetrySeconds = 1;
/** Only somebody can change it. */
const lifetimeRetrySeconds = 3600;

/** 429 `insufficient_quota`, or `rate_limit_exceeded` where it is only reserved. */
export function lifetimeRefusal({ sort, used, limit }: Exhausted): AppError {
  const gone = used >= limit;
  const said = `${used} of ${limit} ${words[sort]} of this user's lifetime limit are used`;
  if (gone)
    return new AppError('insufficient_quota', `${capital(said)}: an admin can raise the limit.`, {
      retryAfterSeconds: lifetimeRetrySeconds,
      headers: ['x-should-retry', 'false'],
      fields: fields(`lifetime ${words[sort]}`, used, limit),
    });
  return new AppError(
    'rate_limit_exceeded',
    `${capital(said)}, and the rest is reserved for requests that are running, each with the longest answer that it may get (\`max_tokens\`): try again when one has ended.`,
    { retryAfterSeconds: reservedRetrySeconds, fields: fields(`lifetime ${words[sort]}`, used, limit) },
  );
}

/** @param whose E.g. `user "alice"`; `model`: null where it is about all models. */
export function rateRefusal(
  { limit, used, allowed, retryAfterMs }: RateRefusal,
  whose: string,
  model: string | null,
  headers: readonly string[],
): AppError {
  const about = model === null ? whose : `${whose} on model "${model}"`;
  return new AppError('rate_limit_exceeded', `The limit of ${limit} of ${about} is reached: ${used} of ${allowed}.`, {
    retryAfterSeconds: retryAfterMs / 1000,
    headers,
    fields: fields(limit, used, allowed),
  });
}

const fields = (limit: string, used: number, allowed: number) => ({ limit, used, allowed });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
