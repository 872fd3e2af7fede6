import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import type { LogConfig } from '../config/config.ts';
import type { Log } from '../log.ts';
import { formatText } from './format-text.ts';
import { createLineWriter, type LineWriter } from './line-writer.ts';

export interface Logger {
  readonly log: Log;
  /** Resolves when all lines are out or lost; never rejects. Lines of the last 20 ms are also written when the process exits. */
  flush(): Promise<void>;
  /** Opens the file anew after it was moved away. */
  reopen(): void;
}

const STDERR = 2;

/** Throws an Error that says what to do where the file cannot be written. */
export function createLogger(config: LogConfig): Logger {
  const writer = openWriter(config);
  const atExit = (): void => writer.flushSync();
  process.on('exit', atExit);
  const write = config.format === 'json' ? writer.write : (line: string) => writer.write(formatText(line));
  const log = pino(
    {
      level: config.level,
      // Process and host are what the service manager knows better.
      base: null,
      timestamp: isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  );
  return { log, flush: () => writer.flush(), reopen: writer.reopen };
}

function openWriter({ file }: LogConfig): LineWriter {
  if (file === null) return createLineWriter({ target: STDERR });
  const folder = dirname(file);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(
      `the log file ${file} cannot be written: there is no folder ${folder}; create it, or change log.file`,
    );
  try {
    return createLineWriter({ target: file, onFault: tellOnStderr(file) });
  } catch (error) {
    throw new Error(
      `the log file ${file} cannot be written: ${(error as Error).message}; change log.file or its rights`,
    );
  }
}

/** The one place where a fault of the log itself can be told. */
function tellOnStderr(file: string): (error: NodeJS.ErrnoException) => void {
  const stderr = createLineWriter({ target: STDERR });
  return (error) => {
    stderr.write(`roundhouse: log lines are lost: ${file}: ${error.code ?? error.message}\n`);
    void stderr.flush();
  };
}

let second = -1;
let prefix = '';

/** `,"time":"2026-11-21T04:00:00.123Z"`. Formatting a date costs more than the rest of a line: once a second is enough. */
function isoTime(): string {
  const now = Date.now();
  const current = Math.floor(now / 1000);
  if (current !== second) {
    second = current;
    prefix = `,"time":"${new Date(current * 1000).toISOString().slice(0, 20)}`;
  }
  const ms = now - current * 1000;
  return `${prefix}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z"`;
}
