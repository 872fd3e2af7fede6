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
    if (isLength(value)) return Math.ceil(value);
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

/** Of all routes: engines differ in which of them they believe. */
const allFields = [...new Set(Object.values(fieldsByPath).flat())];

/**
 * The longest answer of all that the request says, whichever field it is in; `unsaid` where it says nothing, or in one of
 * them nothing usable, which engines take for no limit. At least 1: who has nothing left must not come through with 0.
 */
export function longestAnswer(body: Body, unsaid: number): number {
  let longest = -1;
  for (const field of allFields) {
    const value = body[field];
    if (value === undefined || value === null) continue;
    longest = Math.max(longest, isLength(value) ? Math.ceil(value) : unsaid);
  }
  return Math.max(1, longest < 0 ? unsaid : longest);
}

const isLength = (value: unknown): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value);

/** Whether the route has the engine write something. */
export const answersWithText = (path: string): boolean => fieldsByPath[path] !== undefined;
