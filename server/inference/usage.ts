/**
 * Reads the token usage out of the last bytes of an answer, without parsing the answer. In JSON a string cannot hold
 * `"usage":` unescaped, so the last occurrence of these bytes is a key.
 */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

const KEY = Buffer.from('"usage"');
const MAX_OBJECT_BYTES = 4096;

/** The last usage object in the bytes; null where there is none (or it is `null`). */
export function readUsage(tail: Buffer): Usage | null {
  for (let at = tail.lastIndexOf(KEY); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(KEY, at - 1)) {
    const usage = objectAfter(tail, at + KEY.length);
    if (usage !== null) return usage;
  }
  return null;
}

function objectAfter(bytes: Buffer, from: number): Usage | null {
  const text = bytes.toString('latin1', from, Math.min(bytes.length, from + MAX_OBJECT_BYTES));
  const open = /^\s*:\s*\{/.exec(text);
  if (open === null) return null;
  const start = open[0].length - 1;
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x7b) depth++;
    else if (char === 0x7d && --depth === 0) return usageOf(text.slice(start, i + 1));
  }
  return null;
}

function usageOf(json: string): Usage | null {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
  const prompt = value['prompt_tokens'] ?? value['input_tokens'];
  const completion = value['completion_tokens'] ?? value['output_tokens'] ?? 0;
  if (typeof prompt !== 'number' && typeof value['output_tokens'] !== 'number') return null;
  return {
    promptTokens: typeof prompt === 'number' ? prompt : 0,
    completionTokens: typeof completion === 'number' ? completion : 0,
  };
}
