/** Reading the words of a command line. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The command line, or the environment it leans on, is wrong; the message says how. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** `parseArgs` of Node, with a UsageError for what it does not know. */
export function parseWords<const Config extends Omit<ParseArgsConfig, 'args'>>(
  args: readonly string[],
  config: Config,
): ReturnType<typeof parseArgs<Config & { args: string[] }>> {
  try {
    return parseArgs({ ...config, args: [...args] });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
