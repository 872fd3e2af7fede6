/** Tokens of both sorts. */
export interface Tokens {
  readonly prompt: number;
  readonly gen: number;
}

export const NO_TOKENS: Tokens = { prompt: 0, gen: 0 };

export const plus = (a: Tokens, b: Tokens): Tokens => ({ prompt: a.prompt + b.prompt, gen: a.gen + b.gen });
export const minus = (a: Tokens, b: Tokens): Tokens => ({ prompt: a.prompt - b.prompt, gen: a.gen - b.gen });
/** Of each sort the larger. */
export const atLeast = (a: Tokens, b: Tokens): Tokens => ({
  prompt: Math.max(a.prompt, b.prompt),
  gen: Math.max(a.gen, b.gen),
});

/** Of each sort the smaller. */
export const atMost = (a: Tokens, b: Tokens): Tokens => ({
  prompt: Math.min(a.prompt, b.prompt),
  gen: Math.min(a.gen, b.gen),
});

/** More than any request has. What clients ask for and engines tell is their word: beyond it, sums would lose their digits. */
const MOST_TOKENS = 1_000_000_000;

/** A number of tokens that can be counted with; 0 where it is none. */
export const countable = (tokens: number): number => (tokens > 0 ? Math.min(tokens, MOST_TOKENS) : 0);
