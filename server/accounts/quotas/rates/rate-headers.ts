/** `x-ratelimit-*` as OpenAI sends them: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers */
import type { RateGate, RateStanding } from './rate-gate.ts';

/** Flat `[name, value, …]`. Of several limits the one of which least is left. */
export function rateHeaders(gates: readonly RateGate[], nowMs: number): string[] {
  const headers: string[] = [];
  add(headers, 'requests', tightest(gates.map((gate) => gate.requests(nowMs))));
  add(headers, 'tokens', tightest(gates.map((gate) => gate.tokens(nowMs))));
  return headers;
}

function tightest(standings: readonly (RateStanding | null)[]): RateStanding | null {
  let found: RateStanding | null = null;
  for (const standing of standings)
    if (standing !== null && (found === null || standing.remaining < found.remaining)) found = standing;
  return found;
}

function add(headers: string[], what: 'requests' | 'tokens', standing: RateStanding | null): void {
  if (standing === null) return;
  headers.push(
    `x-ratelimit-limit-${what}`,
    String(standing.limit),
    `x-ratelimit-remaining-${what}`,
    String(standing.remaining),
    `x-ratelimit-reset-${what}`,
    duration(standing.resetMs),
  );
}

/** `1m0s`, `12s`, `200ms`. */
export function duration(ms: number): string {
  const whole = Math.ceil(Math.max(0, ms));
  if (whole < 1000) return `${whole}ms`;
  const seconds = Math.ceil(whole / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
