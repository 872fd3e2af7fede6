/**
 * Finds the imports of a module without a parser: blanks comments, strings, templates and regular expressions, then looks
 * for import and export statements in what is left. It need not be a parser: the type checker and the linter have already
 * said that the file is TypeScript.
 */

export interface ImportStatement {
  /** As written: `../x.ts`, `zod`, `node:fs`. */
  readonly specifier: string;
  /** Every name of it is a type: nothing is imported when the program runs. */
  readonly typeOnly: boolean;
  /** Counts from 1. */
  readonly line: number;
}

const STATEMENT = /(?<![.\w$])(?:(import|export)\b([^;'"()]*?)\bfrom\s*|import\s*\(?\s*)(?=["'])/g;

export function parseImports(source: string): ImportStatement[] {
  const masked = maskText(source);
  const found: ImportStatement[] = [];
  for (const match of masked.matchAll(STATEMENT)) {
    const start = match.index + match[0].length;
    const end = masked.indexOf(masked[start] ?? '', start + 1);
    found.push({
      specifier: source.slice(start + 1, end),
      typeOnly: match[1] !== undefined && isTypeOnly(match[2] ?? ''),
      line: source.slice(0, match.index).split('\n').length,
    });
  }
  return found;
}

/** `clause` is what stands between `import` and `from`. */
function isTypeOnly(clause: string): boolean {
  const text = clause.trim();
  if (/^type\s+[{*\w$]/.test(text)) return true;
  const names = /^\{([^}]*)\}$/
    .exec(text)?.[1]
    ?.split(',')
    .map((name) => name.trim());
  const given = names?.filter((name) => name !== '') ?? [];
  return given.length > 0 && given.every((name) => name.startsWith('type '));
}

/** A slash after one of these begins a regular expression, after anything else it divides. */
const BEFORE_REGEX = /(?:^|[=(,:;[!&|?{}>+\-*%~^<]|\b(?:return|typeof|case|in|of|void|delete|throw|await|yield))\s*$/;

/** The same text, of the same length, with the insides of comments, strings, templates and regular expressions blank. */
export function maskText(source: string): string {
  let out = '';
  /** Open braces in each `${…}` that we are inside of. */
  const templates: number[] = [];
  const take = (end: number, keepEnds: boolean): void => {
    const text = source.slice(out.length, end);
    const blank = text.replace(/[^\n]/g, ' ');
    out += keepEnds && text.length > 1 ? text[0] + blank.slice(1, -1) + text.at(-1) : blank;
  };
  while (out.length < source.length) {
    const at = out.length;
    const char = source[at] as string;
    const pair = source.slice(at, at + 2);
    const top = templates.length - 1;
    if (pair === '//') take(endOf(source, at, /\n|$/g, 0), false);
    else if (pair === '/*') take(endOf(source, at + 2, /\*\//g, 2), false);
    else if (char === '"' || char === "'") take(endOfString(source, at, char), true);
    else if (char === '`' || (char === '}' && templates[top] === 0)) {
      if (char === '}') templates.pop();
      const end = endOfTemplatePart(source, at + 1);
      if (source[end - 1] === '{') templates.push(0);
      take(end, false);
    } else if (char === '/' && BEFORE_REGEX.test(out.slice(-80))) take(endOfRegex(source, at), false);
    else {
      if (top >= 0 && char === '{') templates[top] = (templates[top] ?? 0) + 1;
      if (top >= 0 && char === '}') templates[top] = (templates[top] ?? 0) - 1;
      out += char;
    }
  }
  return out;
}

function endOf(source: string, from: number, what: RegExp, length: number): number {
  what.lastIndex = from;
  return (what.exec(source)?.index ?? source.length) + length;
}

function endOfString(source: string, start: number, quote: string): number {
  let at = start + 1;
  while (at < source.length && source[at] !== quote && source[at] !== '\n') at += source[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, source.length);
}

/** After the closing backtick, or after the `${` that interrupts the template. */
function endOfTemplatePart(source: string, start: number): number {
  let at = start;
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) return at + 2;
    at += source[at] === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, source.length);
}

function endOfRegex(source: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < source.length && source[at] !== '\n'; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return start + 1;
}
