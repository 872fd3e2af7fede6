import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { errorResponses } from './error-responses.ts';

const RerankDocument = z
  .looseObject({ text: z.string().optional() })
  .openapi('RerankDocument', { description: 'A document as an object; engines differ in what else it may hold.' });

export const RerankRequest = z
  .looseObject({
    model: z.string(),
    query: z.string(),
    documents: z.array(z.union([z.string(), RerankDocument])),
    top_n: z.number().int().nullish().openapi({ description: 'Answer with the best n only; all by default.' }),
    return_documents: z.boolean().nullish().openapi({ description: 'SGLang.' }),
    instruct: z.string().nullish().openapi({ description: 'What relevance means, for models that take it. SGLang.' }),
    max_tokens_per_doc: z.number().int().nullish().openapi({ description: 'Cut documents after this. vLLM.' }),
    truncate_prompt_tokens: z.number().int().nullish().openapi({ description: 'vLLM.' }),
    priority: z.number().int().nullish().openapi({ description: 'Lower is served first. vLLM.' }),
  })
  .openapi('RerankRequest', { description: 'A query, and the documents to order by it.' });

export const RerankResult = z
  .looseObject({
    index: z.number().int().openapi({ description: 'Place of the document in the request.' }),
    relevance_score: z.number(),
    document: z.union([z.string(), RerankDocument, z.null()]).optional(),
  })
  .openapi('RerankResult', { description: 'One document and how relevant it is.' });

export const RerankUsage = z
  .looseObject({ prompt_tokens: z.number().int().optional(), total_tokens: z.number().int() })
  .openapi('RerankUsage', { description: 'Tokens that were used.' });

export const RerankResponse = z
  .looseObject({
    id: z.string().optional(),
    model: z.string().optional(),
    results: z.array(RerankResult),
    usage: z.union([RerankUsage, z.null()]).optional(),
  })
  .openapi('RerankResponse', { description: 'The documents by relevance, the best first.' });

export const rerank = c.mutation({
  method: 'POST',
  path: forwardedPaths.rerank,
  summary: 'Order documents by relevance',
  body: RerankRequest,
  responses: { 200: RerankResponse, ...errorResponses },
  metadata: meta({
    operationId: 'createRerank',
    tag: 'Rerank',
    verb: 'infer',
    forwarded: true,
    requestExamples: {
      short: { model: 'ranker', query: 'capital of Japan', documents: ['Paris is in France.', 'Tokyo is in Japan.'] },
      best: { model: 'ranker', query: 'capital of Japan', documents: [{ text: 'Tokyo is in Japan.' }], top_n: 1 },
    },
    responseExamples: {
      short: {
        model: 'ranker',
        results: [
          { index: 1, relevance_score: 0.98 },
          { index: 0, relevance_score: 0.02 },
        ],
        usage: { prompt_tokens: 21, total_tokens: 21 },
      },
    },
    description: 'Jina’s and Cohere’s rerank, which llama.cpp and vLLM speak; the model must be made for it.',
  }),
});
