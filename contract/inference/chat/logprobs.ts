import { z } from '../../zod.ts';

export const TopLogprob = z
  .looseObject({ token: z.string(), bytes: z.array(z.number().int()).nullable(), logprob: z.number() })
  .openapi('TopLogprob', { description: 'A token that was likely in that place.' });

export const TokenLogprob = z
  .looseObject({
    token: z.string(),
    bytes: z.array(z.number().int()).nullable(),
    logprob: z.number(),
    top_logprobs: z.array(TopLogprob),
  })
  .openapi('TokenLogprob', { description: 'A token of the answer and its log probability.' });

export const ChatLogprobs = z
  .looseObject({ content: z.array(TokenLogprob).nullable(), refusal: z.array(TokenLogprob).nullish() })
  .openapi('ChatLogprobs', { description: 'Log probabilities of an answer, token by token.' });
