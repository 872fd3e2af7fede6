/** Allow and ignore patterns with the meaning that `huggingface_hub` gives them: Python's `fnmatch` over whole paths. */
import type { SourceOptions } from '../source.ts';

/** True for paths that any of the allow patterns (if there are some) takes and none of the ignore patterns. */
export function createPathFilter(
  options: Pick<SourceOptions, 'allowPatterns' | 'ignorePatterns'>,
): (path: string) => boolean {
  const allow = options.allowPatterns?.map(compile);
  const ignore = (options.ignorePatterns ?? []).map(compile);
  return (path) => {
    const characters = [...path];
    const takes = (pattern: readonly Token[]): boolean => matches(pattern, characters);
    return (allow === undefined || allow.some(takes)) && !ignore.some(takes);
  };
}

type Token = '*' | ((character: string) => boolean);

/** `*` takes slashes too; a pattern that ends in `/` means everything below. */
function compile(pattern: string): readonly Token[] {
  const text = [...(pattern.endsWith('/') ? `${pattern}*` : pattern)];
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    const close = character === '[' ? closing(text, at) : -1;
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (close > 0) {
      tokens.push(oneOf(text.slice(at + 1, close)));
      at = close;
    } else tokens.push((other) => other === character);
  }
  return tokens;
}

/** Index of the bracket that closes the set opened at `at`; -1: there is none, the bracket means itself. */
function closing(text: readonly string[], at: number): number {
  const first = text[at + 1] === '!' ? at + 2 : at + 1;
  return text.indexOf(']', first + 1);
}

function oneOf(inside: readonly string[]): (character: string) => boolean {
  const negated = inside[0] === '!';
  const members = negated ? inside.slice(1) : inside;
  const ranges: [string, string][] = [];
  for (let at = 0; at < members.length; at++) {
    const from = members[at] as string;
    const to = members[at + 1] === '-' ? members[at + 2] : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) at += 2;
  }
  return (character) => ranges.some(([from, to]) => character >= from && character <= to) !== negated;
}

/** Goes back to the last star only, so that no pattern takes longer than pattern × path. */
function matches(tokens: readonly Token[], text: readonly string[]): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = tokens[token];
    if (wanted === '*') {
      star = token++;
      starAt = at;
    } else if (wanted?.(text[at] as string)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === '*');
}
