type Body = Readonly<Record<string, unknown>>;

/** The fields in which a request says how long the answer may be, by the route; the first one that is set counts. */
const fieldsByPath: Readonly<Record<string, readonly string[]>> = {
  '/v1/chat/completions': ['max_completion_tokens', 'max_tokens', 'n_predict'],
  '/v1/completions': ['max_tokens', 'n_predict'],
  '/v1/responses': ['max_output_tokens'],
  '/v1/messages': ['max_tokens'],
};

/** Tokens that the request asks for as the longest answer; null where it does not say, or says something unusable (-1). */
export function askedTokens(path: string, body: Body): number | null {
  for (const field of fieldsByPath[path] ?? []) {
    const value = body[field];
    if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return Math.ceil(value);
  }
  return null;
}

/**
 * Context to keep free for the answer: what was asked for, else `reserveTokens`; 0 on routes that generate nothing.
 * `n` does not matter: each choice has the context for itself.
 */
export function neededTokens(path: string, body: Body, reserveTokens: number): number {
  return fieldsByPath[path] === undefined ? 0 : (askedTokens(path, body) ?? reserveTokens);
}

/** Whether the route has the engine write something. */
export const answersWithText = (path: string): boolean => fieldsByPath[path] !== undefined;
