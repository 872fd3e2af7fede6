import { UsageError } from '../platform/command-line.ts';

export interface WordsOf<Asked> {
  readonly usage: string;
  /** What complains; default: `roundhouse`. */
  readonly program?: string;
  /** null: help is asked for. Throws UsageError where the words are wrong. */
  readonly read: (args: readonly string[]) => Asked | null;
}

/** What is asked for, or the exit code where there is nothing to do: 0 after the help, 2 after a complaint. */
export function readWords<Asked>(
  args: readonly string[],
  { usage, program = 'roundhouse', read }: WordsOf<Asked>,
): { readonly asked: Asked } | { readonly exitCode: 0 | 2 } {
  try {
    const asked = read(args);
    if (asked !== null) return { asked };
    process.stdout.write(usage);
    return { exitCode: 0 };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${program}: ${error.message}\n\n${usage}`);
    return { exitCode: 2 };
  }
}
