import { forwardedPaths } from '../forwarded-paths.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { ChatMessage } from './chat/messages.ts';
import { ChatTool } from './chat/tools.ts';
import { errorResponses } from './error-responses.ts';

export const TokenizeRequest = z
  .looseObject({
    model: z.string(),
    prompt: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .openapi({ description: 'vLLM, SGLang.' }),
    content: z.string().optional().openapi({ description: 'llama.cpp’s name for the prompt.' }),
    messages: z.array(ChatMessage).optional().openapi({
      description: 'Instead of a prompt: a conversation, put through the chat template first. vLLM.',
    }),
    tools: z.array(ChatTool).nullish().openapi({ description: 'vLLM.' }),
    add_special_tokens: z.boolean().nullish().openapi({ description: 'vLLM, SGLang.' }),
    add_generation_prompt: z.boolean().nullish().openapi({ description: 'vLLM.' }),
    continue_final_message: z.boolean().nullish().openapi({ description: 'vLLM.' }),
    chat_template: z.string().nullish().openapi({ description: 'vLLM.' }),
    chat_template_kwargs: z.record(z.string(), z.unknown()).nullish().openapi({ description: 'vLLM.' }),
    return_token_strs: z.boolean().nullish().openapi({ description: 'The text of each token too. vLLM.' }),
    add_special: z.boolean().nullish().openapi({ description: 'llama.cpp.' }),
    parse_special: z.boolean().nullish().openapi({ description: 'llama.cpp.' }),
    with_pieces: z.boolean().nullish().openapi({ description: 'The text of each token too. llama.cpp.' }),
  })
  .openapi('TokenizeRequest', { description: 'A text to cut into tokens, in the words of the engine.' });

const TokenPiece = z
  .looseObject({
    id: z.number().int(),
    piece: z.union([z.string(), z.array(z.number().int())]).openapi({
      description: 'The text; or its bytes, where they are no text of their own.',
    }),
  })
  .openapi('TokenPiece', { description: 'A token and its text. llama.cpp, with `with_pieces`.' });

export const TokenizeResponse = z
  .looseObject({
    tokens: z.array(z.union([z.number().int(), TokenPiece, z.array(z.number().int())])),
    count: z
      .union([z.number().int(), z.array(z.number().int())])
      .optional()
      .openapi({ description: 'vLLM, SGLang.' }),
    max_model_len: z.number().int().optional().openapi({ description: 'The context size. vLLM, SGLang.' }),
    token_strs: z.array(z.string()).nullish().openapi({ description: 'With `return_token_strs`. vLLM.' }),
  })
  .openapi('TokenizeResponse', { description: 'The tokens; a list of lists where several prompts were sent.' });

export const tokenize = c.mutation({
  method: 'POST',
  path: forwardedPaths.tokenize,
  summary: 'Cut a text into tokens',
  body: TokenizeRequest,
  responses: { 200: TokenizeResponse, ...errorResponses },
  metadata: meta({
    operationId: 'tokenize',
    tag: 'Tokens',
    verb: 'infer',
    forwarded: true,
    requestExamples: {
      prompt: { model: 'tiny', prompt: 'Hello world' },
      'llama.cpp': { model: 'tiny', content: 'Hello world', with_pieces: true },
      conversation: { model: 'tiny', messages: [{ role: 'user', content: 'hi' }] },
    },
    responseExamples: {
      prompt: { count: 3, max_model_len: 1024, tokens: [541, 419, 316] },
      'llama.cpp': { tokens: [{ id: 19556, piece: 'Hello' }] },
    },
    description: 'The engine’s own tokenizer. Engines differ in the names of the fields; see each.',
  }),
});
