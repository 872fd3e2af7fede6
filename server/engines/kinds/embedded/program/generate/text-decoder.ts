/** Puts tokens together to text, as they come. A token may end within a character: that is held back until it is whole. */

/** `before`: what stood before the tokens. */
export type Detokenize<T> = (tokens: readonly T[], before: readonly T[]) => string;

export interface TextDecoder<T> {
  /** Text that is whole now; often that of this token, sometimes ''. */
  push(token: T): string;
  /** What was held back, broken characters included. */
  flush(): string;
}

/** No character takes more tokens than this; what is still broken then is broken. */
const heldTokensMax = 16;
/** As many as the vocabularies look back. */
const lookBack = 8;
const brokenCharacter = '\uFFFD';

export function createTextDecoder<T>(detokenize: Detokenize<T>, before: readonly T[]): TextDecoder<T> {
  let seen = before.slice(-lookBack);
  let held: T[] = [];
  const release = (text: string) => {
    seen = [...seen, ...held].slice(-lookBack);
    held = [];
    return text;
  };
  return {
    push(token) {
      held.push(token);
      const text = detokenize(held, seen);
      return text.endsWith(brokenCharacter) && held.length < heldTokensMax ? '' : release(text);
    },
    flush: () => (held.length === 0 ? '' : release(detokenize(held, seen))),
  };
}
