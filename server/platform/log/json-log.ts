/**
 * One JSON object a line: level, time, bindings, fields, msg. A line is one native JSON.stringify: on the hot path this
 * costs a quarter of pino's serialiser and a third of its garbage (measured), and the log line is the dearest part of
 * the accounting of a request.
 */
import type { LogConfig } from '../config/config.ts';
import { isoTime } from '../iso-time.ts';
import type { Log } from '../log.ts';

const LEVELS = { debug: 0, info: 1, warn: 2, error: 3 } as const;

type Level = keyof typeof LEVELS;

/** `write` gets whole lines, each with its newline. */
export function jsonLog(level: LogConfig['level'], write: (line: string) => void): Log {
  return new JsonLog(LEVELS[level], '', write);
}

class JsonLog implements Log {
  readonly #least: number;
  /** Fields of `child`, as they stand in the line: `,"engine":"x"`. */
  readonly #bindings: string;
  readonly #write: (line: string) => void;

  constructor(least: number, bindings: string, write: (line: string) => void) {
    this.#least = least;
    this.#bindings = bindings;
    this.#write = write;
  }

  debug(fields: object, message?: string): void {
    this.#line('debug', fields, message);
  }

  info(fields: object, message?: string): void {
    this.#line('info', fields, message);
  }

  warn(fields: object, message?: string): void {
    this.#line('warn', fields, message);
  }

  error(fields: object, message?: string): void {
    this.#line('error', fields, message);
  }

  child(fields: object): Log {
    return new JsonLog(this.#least, this.#bindings + inner(fields), this.#write);
  }

  #line(level: Level, fields: object, message: string | undefined): void {
    if (LEVELS[level] < this.#least) return;
    const text = message === undefined ? '' : `,"msg":${JSON.stringify(message)}`;
    this.#write(`{"level":"${level}","time":"${isoTime(Date.now())}"${this.#bindings}${inner(fields)}${text}}\n`);
  }
}

/** `,"a":1,"b":2`; what cannot be serialised is said, not thrown. */
function inner(fields: object): string {
  try {
    const error = (fields as { err?: unknown }).err;
    const json = JSON.stringify(error instanceof Error ? { ...fields, err: describe(error) } : fields);
    return json.length > 2 ? `,${json.slice(1, -1)}` : '';
  } catch (error) {
    return `,"unloggable":${JSON.stringify((error as Error).message)}`;
  }
}

function describe(error: Error): object {
  const { name, message, stack, cause } = error;
  const code = (error as NodeJS.ErrnoException).code;
  return { type: name, message, code, stack, cause: cause instanceof Error ? describe(cause) : undefined };
}
