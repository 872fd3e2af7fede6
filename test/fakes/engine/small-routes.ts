/** Every route that answers at once: models, versions, tokens, embeddings, rerank. */
import type { FakeOptions } from './options.ts';
import { countWords, idsToWords, promptOf, wordsToIds } from './words.ts';

type Body = Readonly<Record<string, unknown>>;
type Route = (options: FakeOptions, body: Body) => object;

const context = (options: FakeOptions): number => options.context ?? 131_072;

const tokenize: Route = (options, body) => {
  const tokens = wordsToIds(promptOf(body));
  if (options.kind === 'llama.cpp') return { tokens };
  const counted = { count: tokens.length, max_model_len: context(options), tokens };
  return options.kind === 'sglang' ? counted : { ...counted, token_strs: null };
};

const detokenize: Route = (options, body) => {
  const text = idsToWords(Array.isArray(body['tokens']) ? body['tokens'] : []);
  return { [options.kind === 'llama.cpp' ? 'content' : options.kind === 'sglang' ? 'text' : 'prompt']: text };
};

/** Four numbers made of the text, so that equal inputs have equal vectors. */
const vectorOf = (text: string): number[] => {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return [sum / 997, text.length / 100, 0.5, -0.5];
};

const embeddings: Route = (options, body) => {
  const inputs = Array.isArray(body['input']) ? body['input'] : [body['input']];
  const tokens = countWords(promptOf(body));
  return {
    object: 'list',
    model: body['model'] ?? options.name,
    data: inputs.map((input, index) => ({ object: 'embedding', index, embedding: vectorOf(String(input)) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
    fake: { name: options.name, pid: process.pid },
  };
};

const rerank: Route = (options, body) => {
  const documents = Array.isArray(body['documents']) ? body['documents'] : [];
  const tokens = countWords(promptOf(body));
  return {
    id: 'rerank-1',
    model: body['model'] ?? options.name,
    results: documents.map((document, index) => ({
      index,
      relevance_score: 1 / (index + 1),
      document: { text: String(document) },
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
    fake: { name: options.name, pid: process.pid },
  };
};

const models: Route = (options) => ({
  object: 'list',
  data: [{ id: options.name, object: 'model', created: 0, owned_by: options.kind, max_model_len: context(options) }],
});

const version = '0.0.0-fake';

/** `METHOD path` → the route. */
export const smallRoutes: Readonly<Record<string, Route>> = {
  'GET /v1/models': models,
  'GET /version': () => ({ version }),
  'GET /server_info': (options) => ({ version, context_length: context(options) }),
  'GET /props': (options) => ({
    build_info: version,
    default_generation_settings: { n_ctx: context(options) },
    total_slots: 1,
  }),
  'POST /tokenize': tokenize,
  'POST /v1/tokenize': tokenize,
  'POST /detokenize': detokenize,
  'POST /v1/detokenize': detokenize,
  'POST /apply-template': (_options, body) => ({ prompt: promptOf(body) }),
  'POST /v1/messages/count_tokens': (_options, body) => ({ input_tokens: countWords(promptOf(body)) }),
  'POST /v1/embeddings': embeddings,
  'POST /v1/rerank': rerank,
};
