/** One connection to a container's output: its lines into the engine's ring, until the container or Docker ends. */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Log } from '../../../../platform/log.ts';
import type { LogLine } from '../../launcher.ts';
import { maxLineBytes } from '../../logs/capture-output.ts';
import { createLineSplitter } from '../../logs/line-splitter.ts';
import type { WritableLogRing } from '../../logs/log-ring.ts';
import { createMessageCutter } from './docker-messages.ts';
import type { LogPlace } from './log-place.ts';

export interface OutputSinks {
  readonly ring: WritableLogRing;
  readonly log: Log;
}

/** The lines of one engine, whatever connections they come through. */
export interface LineSink {
  push(stream: LogLine['stream'], bytes: Uint8Array, time: string | null): void;
  /** No more will come: what has no end yet is a line all the same. */
  flush(): void;
}

export function createLineSink({ ring, log }: OutputSinks): LineSink {
  const splitters = { stdout: createLineSplitter(maxLineBytes), stderr: createLineSplitter(maxLineBytes) };
  const write = (stream: LogLine['stream'], line: string, time: string | null): void => {
    const kept = ring.push(stream, line, time === null ? undefined : isoOf(time));
    log[stream === 'stdout' ? 'info' : 'warn']({ stream }, kept);
  };
  return {
    push(stream, bytes, time) {
      for (const line of splitters[stream].push(bytes)) write(stream, line, time);
    },
    flush() {
      for (const stream of ['stdout', 'stderr'] as const) {
        const line = splitters[stream].flush();
        if (line !== null) write(stream, line, null);
      }
    },
  };
}

/** Resolves when the stream has ended, however it ended. */
export async function readOutput(source: Readable, tty: boolean, place: LogPlace, sink: LineSink): Promise<void> {
  const cutter = createMessageCutter(tty);
  place.reconnect();
  source.on('data', (piece: Buffer) => {
    for (const { stream, time, bytes } of cutter.push(piece)) {
      if (place.isNew(time)) sink.push(stream, bytes, time);
    }
  });
  source.on('error', () => {});
  if (!source.closed) await once(source, 'close').catch(() => {});
}

/** Docker's nine digits are more than others show. */
const isoOf = (time: string): string => time.replace(/(\.\d{3})\d*Z$/, '$1Z');
