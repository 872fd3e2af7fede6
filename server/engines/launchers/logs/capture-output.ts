import type { Readable } from 'node:stream';
import type { Log } from '../../../platform/log.ts';
import type { LogLine } from '../launcher.ts';
import { createLineSplitter } from './line-splitter.ts';
import type { WritableLogRing } from './log-ring.ts';

/** Bytes of one line that are kept. */
export const maxLineBytes = 8 * 1024;

/**
 * Writes each line of an engine's output into its ring and the gateway's log: stdout at info, stderr at warn.
 * Resolves when the stream has ended and its last, unfinished line is written.
 */
export function captureOutput(
  source: Readable,
  stream: LogLine['stream'],
  sinks: { readonly ring: WritableLogRing; readonly log: Log },
): Promise<void> {
  const splitter = createLineSplitter(maxLineBytes);
  const write = (line: string): void => {
    const kept = sinks.ring.push(stream, line);
    sinks.log[stream === 'stdout' ? 'info' : 'warn']({ stream }, kept);
  };
  source.on('data', (piece: Buffer) => {
    for (const line of splitter.push(piece)) write(line);
  });
  return new Promise((resolve) => {
    // 'close' comes after 'end', and also when the stream broke or was destroyed.
    source.on('error', () => {});
    source.on('close', () => {
      const rest = splitter.flush();
      if (rest !== null) write(rest);
      resolve();
    });
  });
}
