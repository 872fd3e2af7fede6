/** The forwarded routes: their bodies go to an engine as they are. */
import { c } from '../route.ts';
import { chatCompletions } from './chat-completions.ts';
import { completions } from './completions.ts';
import { countTokens } from './count-tokens.ts';
import { detokenize } from './detokenize.ts';
import { embeddings } from './embeddings.ts';
import { messages } from './messages.ts';
import { rerank } from './rerank.ts';
import { responses } from './responses.ts';
import { tokenize } from './tokenize.ts';

export const inferenceRoutes = c.router({
  chatCompletions,
  completions,
  embeddings,
  responses,
  messages,
  countTokens,
  rerank,
  tokenize,
  detokenize,
});
