/**
 * llama-swap's `cmd` as arguments. It runs no shell: lines that begin with `#` are comments, a backslash at the end of a
 * line goes on with the next, and quotes and backslashes are those of a POSIX shell, without any expansion. Pure.
 */

export interface SplitCommand {
  readonly args: readonly string[];
  /** A quote that is never closed: llama-swap takes the rest as quoted, and so do we. */
  readonly openQuote: boolean;
}

export function splitCommand(command: string): SplitCommand {
  return splitWords(joinLines(command));
}

/** Before macros are filled in: what stands in a comment is not looked at. */
export function stripComments(command: string): string {
  return command
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .join('\n');
}

function joinLines(command: string): string {
  return stripComments(command)
    .split('\n')
    .map((line) => (line.trim().endsWith('\\') ? `${line.trim().slice(0, -1)} ` : line))
    .join('\n');
}

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n';

/** null: the backslash is one. '': both vanish. Else the character that stands behind it. */
function escaped(char: string, next: string, quote: string): string | null {
  if (char !== '\\' || quote === "'") return null;
  if (next === '' || next === '\n') return '';
  return quote === '' || '$`"\\'.includes(next) ? next : null;
}

function splitWords(line: string): SplitCommand {
  const args: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    const behind = escaped(char, line[at + 1] ?? '', quote);
    if (behind !== null) {
      at += 1;
      if (behind !== '') word = (word ?? '') + behind;
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      word ??= '';
    } else if (char === quote) quote = '';
    else if (quote === '' && isBlank(char)) {
      if (word !== null) args.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (word !== null) args.push(word);
  return { args, openQuote: quote !== '' };
}
