/** Where one has read to in a container's output, so that after a break nothing comes twice and nothing is left out. */

export interface LogPlace {
  /** What to ask Docker for: seconds with nanoseconds, inclusive; null: from the beginning. */
  since(): string | null;
  /** A new connection begins, at `since()`. */
  reconnect(): void;
  /** False: it was read before the break. */
  isNew(time: string | null): boolean;
}

/** Several messages can have one time: those at the last one are counted, and as many are skipped after a break. */
export function createLogPlace(): LogPlace {
  let last: string | null = null;
  let seenAtLast = 0;
  let toSkip = 0;
  return {
    since: () => (last === null ? null : dockerSince(last)),
    reconnect() {
      toSkip = seenAtLast;
    },
    isNew(time) {
      if (time === null) return true;
      if (time === last && toSkip > 0) {
        toSkip -= 1;
        return false;
      }
      if (time !== last) {
        last = time;
        seenAtLast = 0;
        toSkip = 0;
      }
      seenAtLast += 1;
      return true;
    },
  };
}

/** `2026-11-21T08:06:47.283874553Z` → `1795248407.283874553`. */
export function dockerSince(time: string): string {
  const [, fraction = ''] = /\.(\d+)Z$/.exec(time) ?? [];
  const seconds = Math.floor(Date.parse(time) / 1000);
  return `${seconds}.${fraction.padEnd(9, '0')}`;
}
