/** `x-ratelimit-*` as OpenAI sends them: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers */
import type { PerMinute, RateGate } from './rate-gate.ts';

const names = {
  requests: ['x-ratelimit-limit-requests', 'x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'],
  tokens: ['x-ratelimit-limit-tokens', 'x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'],
} as const satisfies Record<PerMinute, readonly string[]>;

/** Flat `[name, value, …]`. Of several limits the one of which least is left. */
export function rateHeaders(gates: readonly RateGate[], nowMs: number): string[] {
  const headers: string[] = [];
  add(headers, 'requests', gates, nowMs);
  add(headers, 'tokens', gates, nowMs);
  return headers;
}

function add(headers: string[], of: PerMinute, gates: readonly RateGate[], nowMs: number): void {
  let tightest: RateGate | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const gate of gates) {
    const remaining = gate.remaining(of, nowMs);
    if (remaining >= least) continue;
    tightest = gate;
    least = remaining;
  }
  if (tightest === null) return;
  const [limit, remaining, reset] = names[of];
  headers.push(
    limit,
    String(tightest.limit(of)),
    remaining,
    String(least),
    reset,
    duration(tightest.resetMs(of, nowMs)),
  );
}

/** `1m0s`, `12s`, `200ms`. */
export function duration(ms: number): string {
  const whole = Math.ceil(Math.max(0, ms));
  if (whole < 1000) return `${whole}ms`;
  const seconds = Math.ceil(whole / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
