/**
 * Reads the token usage out of an answer as it passes, without parsing it. In JSON a string cannot hold `"usage":`
 * unescaped, so these bytes are always a key. No chunk is kept: a chunk of a few bytes would hold on to the 64 KB that
 * it was read into, for as long as its stream lasts.
 */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

const KEY = Buffer.from('"usage"');
/** A usage object is shorter than this, details included. */
const MAX_OBJECT_BYTES = 1024;

/**
 * The last usage object in the bytes; null where there is none (or it is `null`). Where it says nothing of the prompt, one
 * before it may.
 */
export function readUsage(tail: Buffer): Usage | null {
  let completionTokens: number | null = null;
  for (let at = tail.lastIndexOf(KEY); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(KEY, at - 1)) {
    const usage = objectAfter(tail, at + KEY.length);
    if (usage === null) continue;
    completionTokens ??= usage.completionTokens;
    if (usage.promptTokens > 0) return { promptTokens: usage.promptTokens, completionTokens };
  }
  return completionTokens === null ? null : { promptTokens: 0, completionTokens };
}

const opening = /^\s*:\s*\{/;
const promptTokens = /"(?:prompt|input)_tokens"\s*:\s*(\d+)/;
const completionTokens = /"(?:completion|output)_tokens"\s*:\s*(\d+)/;
const totalTokens = /"total_tokens"\s*:\s*(\d+)/;
/** Anthropic's `input_tokens` are without these: https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching */
const cachedTokens = /"cache_(?:read|creation)_input_tokens"\s*:\s*(\d+)/g;

/** Two patterns, not a parse: this runs on every answer. The details have names of their own and do not match. */
function objectAfter(bytes: Buffer, from: number): Usage | null {
  const text = bytes.toString('latin1', from, Math.min(bytes.length, from + MAX_OBJECT_BYTES));
  if (!opening.test(text)) return null;
  const prompt = promptTokens.exec(text);
  const completion = completionTokens.exec(text);
  if (prompt === null && completion === null) return onlyTotal(text);
  return { promptTokens: Number(prompt?.[1] ?? 0) + cached(text), completionTokens: Number(completion?.[1] ?? 0) };
}

/** Rerankers may tell no more than that. */
function onlyTotal(text: string): Usage | null {
  const total = totalTokens.exec(text);
  return total === null ? null : { promptTokens: Number(total[1]), completionTokens: 0 };
}

function cached(text: string): number {
  if (!text.includes('cache_')) return 0;
  let tokens = 0;
  for (const [, found] of text.matchAll(cachedTokens)) tokens += Number(found);
  return tokens;
}

const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
/** Found twice as fast as the whole key, whose first byte is all over JSON. */
const SIGN = KEY.subarray(1);

/** Sees each chunk of one answer. Anthropic tells the prompt's tokens in the first event, the answer's in the last. */
export class UsageTap {
  usage: Usage | null = null;
  /** A copy of what may be the beginning of a usage object that goes on in the next chunk. */
  #edge: Buffer | null = null;

  see(chunk: Buffer): void {
    const bytes = this.#edge === null ? chunk : Buffer.concat([this.#edge, chunk]);
    this.#edge = null;
    const at = bytes.indexOf(SIGN) < 0 ? -1 : bytes.lastIndexOf(KEY);
    if (at >= 0) this.#found(bytes, at);
    if (this.#edge === null && endsInsideKey(bytes)) this.#edge = Buffer.from(bytes.subarray(1 - KEY.length));
  }

  #found(bytes: Buffer, at: number): void {
    const isWhole = endsWithin(bytes, at) || bytes.length - at >= MAX_OBJECT_BYTES;
    if (!isWhole) this.#edge = Buffer.from(bytes.subarray(at));
    // Before one that goes on in the next chunk there may be another.
    const usage = readUsage(isWhole ? bytes : bytes.subarray(0, at));
    if (usage !== null) this.usage = { ...usage, promptTokens: usage.promptTokens || (this.usage?.promptTokens ?? 0) };
  }
}

/** Whether what begins at `at` is there to its end, and not only to that of the details in it. */
function endsWithin(bytes: Buffer, at: number): boolean {
  let depth = 0;
  const end = Math.min(bytes.length, at + MAX_OBJECT_BYTES);
  for (let i = at; i < end; i++) {
    const byte = bytes[i];
    if (byte === OPEN) depth += 1;
    else if (byte === CLOSE && --depth <= 0) return true;
  }
  return false;
}

/** Whether a quote stands so near the end that the key may have begun. */
function endsInsideKey(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - KEY.length + 1);
  for (let i = bytes.length - 1; i >= from; i--) if (bytes[i] === QUOTE) return true;
  return false;
}
