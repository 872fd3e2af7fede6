/** Durations as people write them: `250ms`, `60s`, `1.5h`, or a plain number of seconds. */

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A longer timer would fire at once: Node's timers hold 31 bits of milliseconds. */
export const MAX_DURATION_MS = 24 * 24 * 3_600_000;

export const durationPattern = /^[0-9]+(\.[0-9]+)?(ms|s|m|h)?$/;

/** Milliseconds, whole; null where it is not a duration. Text without a unit is seconds, as is a number. */
export function parseDuration(value: string | number): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (!durationPattern.test(text)) return null;
  const unit = /[a-z]+$/.exec(text)?.[0] ?? 's';
  const ms = Math.round(Number.parseFloat(text) * (UNIT_MS[unit] as number));
  return ms <= MAX_DURATION_MS ? ms : null;
}

/** The shortest writing: `90000` → `90s`, `600000` → `10m`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  const unit = ['h', 'm', 's'].find((name) => ms % (UNIT_MS[name] as number) === 0) ?? 'ms';
  return `${ms / (UNIT_MS[unit] as number)}${unit}`;
}
