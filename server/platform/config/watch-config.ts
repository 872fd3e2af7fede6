/**
 * Follows the configuration file. Owns: when it is read again, and that each content counts once. A file that cannot be
 * used changes nothing: the caller keeps what it has.
 */
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Log } from '../log.ts';
import type { Config } from './config.ts';
import { ConfigError, type ConfigProblem } from './problems.ts';
import { watchFolders } from './watch-folders.ts';

export interface WatchOptions {
  /** Absolute. */
  readonly path: string;
  readonly load: () => Promise<Config>;
  readonly onChange: (config: Config) => void | Promise<void>;
  /** `message` is made to be shown. */
  readonly onRejected: (message: string, problems: readonly ConfigProblem[]) => void;
  readonly log: Log;
  /** Where SIGHUP is heard, e.g. `process`; left out: the caller calls `reload` itself. */
  readonly signals?: SignalSource;
  /** Quiet time after the last change before the file is read. */
  readonly debounceMs?: number;
}

export interface SignalSource {
  on(signal: 'SIGHUP', listener: () => void): unknown;
  off(signal: 'SIGHUP', listener: () => void): unknown;
}

export interface ConfigWatch {
  /** Reads the file now, whether it has changed or not (what it names may have). Resolves when that is done. */
  reload(): Promise<void>;
  /** Nothing is called after it. */
  close(): void;
}

/** A file that is written all the time is read at last all the same. */
const MAX_READS = 5;

export function watchConfig(options: WatchOptions): ConfigWatch {
  const { path, signals, log, debounceMs = 100 } = options;
  // At once: a change in the very next moment must be seen as one.
  let seen: Promise<string> = Promise.resolve(fingerprint(path));
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  // One at a time: each read begins when the one before has been put in force.
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (forced: boolean): Promise<void> => {
    queue = queue.then(async () => {
      if (closed) return;
      const before = await seen;
      if (!forced && before === fingerprint(path)) return;
      seen = readAndTell(options, () => closed);
      await seen;
    });
    return queue;
  };
  const changed = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void enqueue(false), debounceMs);
    timer.unref();
  };
  const reload = (): Promise<void> => enqueue(true);
  const onSignal = (): void => void reload();
  const folders = watchFolders(path, { onChange: changed, log });
  signals?.on('SIGHUP', onSignal);
  return {
    reload,
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      signals?.off('SIGHUP', onSignal);
      folders.close();
    },
  };
}

/** Resolves to the fingerprint of what was read; never rejects. */
async function readAndTell(options: WatchOptions, closed: () => boolean): Promise<string> {
  const { path, load, onChange, onRejected, log } = options;
  let read: { config: Config } | { error: unknown } | null = null;
  let before = '';
  // An edit while we read would be seen half: read again until nothing has changed meanwhile.
  for (let reads = 0; reads < MAX_READS; reads++) {
    before = fingerprint(path);
    read = await load().then(
      (config) => ({ config }),
      (error: unknown) => ({ error }),
    );
    if (before === fingerprint(path)) break;
  }
  if (closed() || read === null) return before;
  try {
    if ('config' in read) await onChange(read.config);
    else onRejected(messageOf(read.error), read.error instanceof ConfigError ? read.error.problems : []);
  } catch (error) {
    log.error({ err: error, path }, 'the configuration could not be put in force');
  }
  return before;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Of a few kilobytes: not worth a detour through the thread pool. */
function fingerprint(path: string): string {
  try {
    return hash('sha256', readFileSync(path));
  } catch (error) {
    return `unreadable: ${(error as NodeJS.ErrnoException).code}`;
  }
}
