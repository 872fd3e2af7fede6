import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogConfig } from '../config/config.ts';
import type { Log } from '../log.ts';
import { formatText } from './format-text.ts';
import { jsonLog } from './json-log.ts';
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
  const log = jsonLog(config.level, write);
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
