import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { errorResponses } from './error-responses.ts';

export const DetokenizeRequest = z
  .looseObject({
    model: z.string(),
    tokens: z.union([z.array(z.number().int()), z.array(z.array(z.number().int()))]).openapi({
      description: 'Token ids; SGLang takes a list of lists too.',
    }),
    skip_special_tokens: z.boolean().nullish().openapi({ description: 'SGLang.' }),
  })
  .openapi('DetokenizeRequest', { description: 'Tokens to put together again.' });

export const DetokenizeResponse = z
  .looseObject({
    prompt: z.string().optional().openapi({ description: 'The text. vLLM.' }),
    content: z.string().optional().openapi({ description: 'The text. llama.cpp.' }),
    text: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .openapi({ description: 'The text. SGLang.' }),
  })
  .openapi('DetokenizeResponse', { description: 'The text, under the name that the engine gives it.' });

export const detokenize = c.mutation({
  method: 'POST',
  path: forwardedPaths.detokenize,
  summary: 'Put tokens together into a text',
  body: DetokenizeRequest,
  responses: { 200: DetokenizeResponse, ...errorResponses },
  metadata: meta({
    operationId: 'detokenize',
    tag: 'Tokens',
    verb: 'infer',
    forwarded: true,
    requestExamples: { short: { model: 'tiny', tokens: [541, 419, 316] } },
    responseExamples: { vllm: { prompt: 'Hello world' }, 'llama.cpp': { content: 'Hello world' } },
    description: 'The engine’s own tokenizer, backwards.',
  }),
});
