/**
 * What a request can cost at most, before anybody has looked at it closely: so much is reserved. One fact carries it: a
 * token stands for at least one byte of the text.
 */
import { countable } from '../../accounts/quotas/index.ts';
import type { ModelConfig } from '../../platform/config/config.ts';
import type { ParsedRequest } from '../resolve.ts';
import { answersWithText, longestAnswer } from '../variants/answer-tokens.ts';
import { estimateTokens } from '../variants/estimate-tokens.ts';

export interface TokenNeed {
  readonly promptTokens: number;
  /** As far as the request says, else as long as answers usually are. */
  readonly genTokens: number;
  /** As long as the answer can get: the model's context, where that is known, for who does not say. */
  readonly mostGenTokens: number;
}

const NONE: TokenNeed = { promptTokens: 0, genTokens: 0, mostGenTokens: 0 };

/** Begin and end marks of each text. */
const tokensPerText = 4;

/** The upper bound of the prompt's tokens, and the longest answer. */
export function tokenNeed(path: string, { bytes, body }: ParsedRequest, model: ModelConfig): TokenNeed {
  if (path === '/v1/embeddings' || path === '/v1/rerank')
    return { ...NONE, promptTokens: countable(manyTexts(path, body, bytes)) };
  if (!answersWithText(path)) return NONE;
  const choices = Math.max(count(body['n']), count(body['best_of']));
  const prompts = promptsOf(path, body);
  const context = largestContext(model);
  const longest = Math.min(estimateTokens(path, body), context);
  // Sound, files and a conversation that the engine keeps have no bound; the body is something to go by.
  const prompt = Number.isFinite(longest) ? longest : bytes.length + model.reserveTokens;
  const promptTokens = prompts === 1 ? prompt : Math.min(prompt * prompts, bytes.length + prompts * tokensPerText);
  const answers = (unsaid: number): number =>
    countable(Math.min(longestAnswer(body, unsaid), context) * choices * prompts);
  const genTokens = answers(model.reserveTokens);
  const mostGenTokens = Number.isFinite(context) ? answers(context) : genTokens;
  return { promptTokens: countable(promptTokens), genTokens, mostGenTokens };
}

function largestContext({ variants }: ModelConfig): number {
  return variants.reduce((most, { context }) => Math.max(most, context ?? Number.POSITIVE_INFINITY), 0);
}

const count = (value: unknown): number => (typeof value === 'number' && value > 1 ? Math.floor(value) : 1);

/** How many prompts a completion has; each is paid for. */
export function promptsOf(path: string, { prompt }: ParsedRequest['body']): number {
  if (path !== '/v1/completions' || !Array.isArray(prompt)) return 1;
  return prompt.length > 0 && typeof prompt[0] !== 'number' ? prompt.length : 1;
}

/** Each has the engine's context for itself, but all are paid for; a reranker reads the query with each document. */
function manyTexts(path: string, body: ParsedRequest['body'], bytes: Buffer): number {
  const { input, documents, query } = body;
  const texts = path === '/v1/rerank' ? documents : input;
  const many = Array.isArray(texts) ? texts.length : 1;
  const again = path === '/v1/rerank' && typeof query === 'string' ? Buffer.byteLength(query) * many : 0;
  return bytes.length + again + many * 2 * tokensPerText;
}
