import type { Clock } from '../../../platform/clock.ts';
import type { LogLine, LogRing } from '../launcher.ts';

export interface WritableLogRing extends LogRing {
  /** @param time when it was said, ISO 8601; now by default. Returns the line as it is kept. */
  push(stream: LogLine['stream'], line: string, time?: string): string;
}

/**
 * Keeps the newest `capacity` lines and passes each new one to the followers. A follower that throws is dropped.
 * `mask`: what may be kept of a line.
 */
export function createLogRing(
  capacity: number,
  clock: Clock,
  mask: (line: string) => string = (line) => line,
): WritableLogRing {
  const lines: LogLine[] = [];
  const followers = new Set<(line: LogLine) => void>();
  let pushed = 0;

  const tell = (line: LogLine): void => {
    for (const follower of [...followers]) {
      try {
        follower(line);
      } catch {
        followers.delete(follower);
      }
    }
  };

  return {
    push(stream, said, time = clock.date().toISOString()) {
      const text = mask(said);
      const line = { seq: pushed + 1, time, stream, line: text };
      lines[pushed % capacity] = line;
      pushed += 1;
      tell(line);
      return text;
    },
    last(count) {
      const wanted = Math.max(0, Math.min(Math.floor(count), lines.length));
      return Array.from({ length: wanted }, (_, i) => lines[(pushed - wanted + i) % capacity] as LogLine);
    },
    follow(listener) {
      // Wrapped, so that the same function may follow twice and be taken off once.
      const follower = (line: LogLine): void => listener(line);
      followers.add(follower);
      return () => void followers.delete(follower);
    },
  };
}
