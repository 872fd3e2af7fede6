import type { Tokens } from '../quotas/tokens.ts';
import type { UsageRecord } from './usage-record.ts';

/** What each user used. */
export function sumByUser(records: Iterable<UsageRecord>): ReadonlyMap<string, Tokens> {
  const sums = new Map<string, { prompt: number; gen: number }>();
  for (const { userId, promptTokens, genTokens } of records) {
    const sum = sums.get(userId);
    if (sum === undefined) sums.set(userId, { prompt: promptTokens, gen: genTokens });
    else {
      sum.prompt += promptTokens;
      sum.gen += genTokens;
    }
  }
  return sums;
}
