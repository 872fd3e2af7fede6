/** Reads prompts out of request bodies, for counting their tokens. */
import type { CountInput } from './kind.ts';

/** Text, or tokens that the client has made itself. */
export type Prompt = string | readonly number[];

/** Counting more texts than this in one request would cost more than a wrong guess of the variant. */
const countedTexts = 8;

/**
 * The prompts in `prompt` or `input`: a text, tokens, or several of either. null where it is none of these (or mixes
 * texts and numbers in one prompt, which llama.cpp allows).
 */
export function readPrompts(value: unknown): readonly Prompt[] | null {
  if (typeof value === 'string' || isTokens(value)) return [value];
  return Array.isArray(value) && value.length > 0 && value.every(isPrompt) ? value : null;
}

function isPrompt(value: unknown): value is Prompt {
  return typeof value === 'string' || isTokens(value);
}

function isTokens(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'number');
}

/** The prompts of a completion or an embedding; null on other paths. */
export function promptsOf({ path, body }: CountInput): readonly Prompt[] | null {
  if (path === '/v1/completions') return readPrompts(body['prompt']);
  return path === '/v1/embeddings' ? readPrompts(body['input']) : null;
}

/** Tokens of the longest prompt (each one has the context for itself); null where one cannot be counted. */
export async function countLongest(
  prompts: readonly Prompt[],
  countText: (text: string) => Promise<number | null>,
): Promise<number | null> {
  if (prompts.filter((it) => typeof it === 'string').length > countedTexts) return null;
  let longest = 0;
  for (const prompt of prompts) {
    const tokens = typeof prompt === 'string' ? await countText(prompt) : prompt.length;
    if (tokens === null) return null;
    longest = Math.max(longest, tokens);
  }
  return longest;
}

/** True when a message holds an image, sound, a file: what a text tokenizer does not count. */
export function hasMedia(messages: unknown): boolean {
  if (!Array.isArray(messages)) return false;
  return messages.some((message: unknown) => {
    const content = (message as { readonly content?: unknown } | null)?.content;
    return Array.isArray(content) && content.some((part: unknown) => isMediaPart(part));
  });
}

/** What is no text by its type is taken for media: then the count would be too low. */
function isMediaPart(part: unknown): boolean {
  const type = (part as { readonly type?: unknown } | null)?.type;
  return typeof part === 'object' && type !== 'text' && type !== 'refusal';
}

/** The parts of `body` under `keys`, where it has them. */
export function pick(body: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(body, key)).map((key) => [key, body[key]]));
}
