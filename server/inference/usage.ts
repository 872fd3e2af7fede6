/**
 * Reads the token usage out of the last bytes of an answer, without parsing the answer. In JSON a string cannot hold
 * `"usage":` unescaped, so the last occurrence of these bytes is a key.
 */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

const KEY = Buffer.from('"usage"');
/** A usage object is shorter than this, details included. */
const MAX_OBJECT_BYTES = 1024;

/** The last usage object in the bytes; null where there is none (or it is `null`). */
export function readUsage(tail: Buffer): Usage | null {
  for (let at = tail.lastIndexOf(KEY); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(KEY, at - 1)) {
    const usage = objectAfter(tail, at + KEY.length);
    if (usage !== null) return usage;
  }
  return null;
}

const opening = /^\s*:\s*\{/;
const promptTokens = /"(?:prompt|input)_tokens"\s*:\s*(\d+)/;
const completionTokens = /"(?:completion|output)_tokens"\s*:\s*(\d+)/;

/** Two patterns, not a parse: this runs on every answer. The details have names of their own and do not match. */
function objectAfter(bytes: Buffer, from: number): Usage | null {
  const text = bytes.toString('latin1', from, Math.min(bytes.length, from + MAX_OBJECT_BYTES));
  if (!opening.test(text)) return null;
  const prompt = promptTokens.exec(text);
  const completion = completionTokens.exec(text);
  if (prompt === null && completion === null) return null;
  return { promptTokens: Number(prompt?.[1] ?? 0), completionTokens: Number(completion?.[1] ?? 0) };
}
