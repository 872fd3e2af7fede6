import { z } from '../../zod.ts';

export const TopLogprob = z
  .looseObject({ token: z.string(), bytes: z.array(z.number()).nullish(), logprob: z.number() })
  .openapi('TopLogprob');

export const TokenLogprob = z
  .looseObject({
    token: z.string(),
    bytes: z.array(z.number()).nullish(),
    logprob: z.number(),
    top_logprobs: z.array(TopLogprob).optional(),
  })
  .openapi('TokenLogprob');

export const ChatLogprobs = z
  .looseObject({ content: z.array(TokenLogprob).nullish(), refusal: z.array(TokenLogprob).nullish() })
  .openapi('ChatLogprobs', { description: 'Log probability information for the choice.' });
