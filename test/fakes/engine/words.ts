/** The fake engine's tokenizer: a token is a word between white space, and its id is the order in which it was first seen. */
const ids = new Map<string, number>();
const words: string[] = [];

const split = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

export const countWords = (text: string): number => split(text).length;

export function wordsToIds(text: string): number[] {
  return split(text).map((word) => {
    const known = ids.get(word);
    if (known !== undefined) return known;
    ids.set(word, words.length);
    return words.push(word) - 1;
  });
}

export const idsToWords = (tokens: readonly number[]): string =>
  tokens.map((token) => words[token] ?? `<${token}>`).join(' ');

/** All that a request asks the model to read, whatever route it came by. */
export function promptOf(body: Readonly<Record<string, unknown>>): string {
  const parts: string[] = [];
  for (const name of ['system', 'instructions', 'messages', 'prompt', 'input', 'query', 'content']) {
    collectText(body[name], parts);
  }
  return parts.join('\n');
}

function collectText(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value);
  else if (Array.isArray(value)) for (const item of value) collectText(item, into);
  else if (typeof value === 'object' && value !== null) {
    const { content, text } = value as { content?: unknown; text?: unknown };
    collectText(content, into);
    collectText(text, into);
  }
}
