/** JSON from files that anyone may have made: a flat object, whose parsing cannot cost much more than its text. */
import { isRecord } from '../../engine-call.ts';

/** Behind the outermost brace: what is looked for lies at most two levels down. */
const depthMax = 16;
const objectsMax = 250_000;

const quote = 0x22;
const backslash = 0x5c;

/** Throws SyntaxError: no JSON, no object at its top, or nested beyond all use. The text itself is never in the message. */
export function parsePlainJson(text: string): Readonly<Record<string, unknown>> {
  checkShape(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SyntaxError('it is not JSON');
  }
  if (!isRecord(value)) throw new SyntaxError('it is not a JSON object');
  return value;
}

/** Millions of nested or empty objects take a hundred times the memory of their text. */
function checkShape(text: string): void {
  let depth = 0;
  let objects = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      objects += 1;
      if (depth > depthMax) throw new SyntaxError('it is nested too deeply');
      if (objects > objectsMax * 2) throw new SyntaxError('it has too many entries');
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}
