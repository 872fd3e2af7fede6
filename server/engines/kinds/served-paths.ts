/** The forwarded routes that a kind can serve, by their paths. */
import type { ForwardedPath } from './kind.ts';

export const openAiPaths = ['/v1/chat/completions', '/v1/completions', '/v1/embeddings', '/v1/responses'] as const;
export const anthropicPaths = ['/v1/messages', '/v1/messages/count_tokens'] as const;
export const tokenizerPaths = ['/tokenize', '/detokenize'] as const;

/** Serves these paths where the gateway has them; `elsewhere` names those that the engine has under another path. */
export function servePaths(
  paths: readonly ForwardedPath[],
  elsewhere: Readonly<Record<ForwardedPath, string>> = {},
): (path: ForwardedPath) => string | null {
  const known = new Map<ForwardedPath, string>([...paths.map((it) => [it, it] as const), ...Object.entries(elsewhere)]);
  return (path) => known.get(path) ?? null;
}
