/**
 * Lines to a file descriptor without waiting: collected, and written in one go. Owns that logging never stops the
 * process: a full disk or a closed pipe costs lines, nothing else. (sonic-boom, pino's own, never comes back from
 * `flushSync` on a full disk.)
 */
import { closeSync, fstatSync, openSync, write, writeSync } from 'node:fs';

export interface LineWriter {
  /** `line` ends in a newline. */
  write(line: string): void;
  /** Resolves when what has been written until now is out or lost, after `maxMs` at the latest. */
  flush(maxMs?: number): Promise<void>;
  /** Writes what is left at once, for the end of the process. Never throws, does not wait for a pipe that is full. */
  flushSync(): void;
  /** Opens the file anew, after it was moved away (log rotation). Standard error stays as it is. Never throws. */
  reopen(): void;
  /** Lines that were lost. */
  lost(): number;
}

export interface LineWriterOptions {
  /** Path of a file (appended to; created for its owner only), or a descriptor. */
  readonly target: string | number;
  /** Told once for a row of failures, e.g. ENOSPC. */
  readonly onFault?: (error: NodeJS.ErrnoException) => void;
}

/** Many lines in one system call, few enough that people see them at once. */
const DELAY_MS = 20;
const FULL_CHARS = 64 * 1024;
/** What waits for a target that takes nothing; beyond it lines are lost. */
const MAX_CHARS = 8 * 1024 * 1024;
const RETRY_MS = 1_000;

/** Throws where the file cannot be opened. */
export function createLineWriter({ target, onFault = () => {} }: LineWriterOptions): LineWriter {
  let fd = typeof target === 'number' ? target : openLog(target);
  let waiting = '';
  let lines = 0;
  let inFlight: Buffer | null = null;
  let linesInFlight = 0;
  let timer: NodeJS.Timeout | null = null;
  let lost = 0;
  let faulty = false;
  let outdated: number[] = [];
  let idle: (() => void)[] = [];

  const schedule = (delayMs: number): void => {
    timer ??= setTimeout(start, delayMs).unref();
  };
  const start = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (inFlight !== null) return;
    if (waiting === '') return settle();
    inFlight = Buffer.from(waiting);
    linesInFlight = lines;
    waiting = '';
    lines = 0;
    put(fd, inFlight);
  };
  const put = (to: number, bytes: Buffer): void => {
    inFlight = bytes;
    write(to, bytes, 0, bytes.length, null, (error, written) => {
      if (error !== null) return failed(error, to, bytes);
      faulty = false;
      if (written < bytes.length) return put(to, bytes.subarray(written));
      done();
    });
  };
  const done = (): void => {
    inFlight = null;
    for (const old of outdated) close(old);
    outdated = [];
    if (waiting === '') settle();
    else if (waiting.length >= FULL_CHARS || idle.length > 0) start();
    else schedule(DELAY_MS);
  };
  const failed = (error: NodeJS.ErrnoException, to: number, bytes: Buffer): void => {
    // A pipe that is full for the moment.
    if (error.code === 'EAGAIN') return void setTimeout(() => put(to, bytes), DELAY_MS).unref();
    lost += linesInFlight;
    if (!faulty) onFault(error);
    faulty = true;
    inFlight = null;
    for (const old of outdated) close(old);
    outdated = [];
    if (waiting === '' || idle.length > 0) {
      lost += lines;
      waiting = '';
      lines = 0;
      settle();
    } else schedule(RETRY_MS);
  };
  const settle = (): void => {
    const resolves = idle;
    idle = [];
    for (const resolve of resolves) resolve();
  };
  return {
    write(line) {
      if (waiting.length + line.length > MAX_CHARS) {
        lost += 1;
        return;
      }
      waiting += line;
      lines += 1;
      if (inFlight === null && waiting.length >= FULL_CHARS && !faulty) start();
      else if (timer === null && inFlight === null) schedule(faulty ? RETRY_MS : DELAY_MS);
    },
    flush(maxMs = 2_000) {
      return new Promise((resolve) => {
        const late = setTimeout(resolve, maxMs);
        idle.push(() => {
          clearTimeout(late);
          resolve();
        });
        start();
      });
    },
    flushSync() {
      if (waiting === '') return;
      try {
        writeSync(fd, waiting);
      } catch {
        lost += lines;
      }
      waiting = '';
      lines = 0;
    },
    reopen() {
      if (typeof target === 'number') return;
      try {
        const next = openLog(target);
        if (inFlight === null) close(fd);
        else outdated.push(fd);
        fd = next;
      } catch (error) {
        onFault(error as NodeJS.ErrnoException);
      }
    },
    lost: () => lost,
  };
}

function openLog(path: string): number {
  const fd = openSync(path, 'a', 0o600);
  if (!fstatSync(fd).isDirectory()) return fd;
  closeSync(fd);
  throw new Error(`${path} is a folder`);
}

function close(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // It is of no more use either way.
  }
}
