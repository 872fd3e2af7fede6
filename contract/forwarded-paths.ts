/**
 * The paths of the forwarded routes, all of them POST with the verb `infer`. Apart from their schemas, because the
 * gateway serves these routes without looking at a schema, and thousands of schema objects cost it 20 MB of memory.
 */
export const forwardedPaths = {
  chatCompletions: '/v1/chat/completions',
  completions: '/v1/completions',
  embeddings: '/v1/embeddings',
  responses: '/v1/responses',
  messages: '/v1/messages',
  countTokens: '/v1/messages/count_tokens',
  rerank: '/v1/rerank',
  tokenize: '/tokenize',
  detokenize: '/detokenize',
} as const;
