/** Everything that turns a request into tokens, and needs the vocabulary only. */
import type { LlamaModel, Token } from 'node-llama-cpp';
import { isObject, type JsonObject, objectField } from '../http/fields.ts';
import { invalid, RequestError } from '../http/request-error.ts';
import { readMessages } from './messages.ts';
import { type ChatTemplate, createChatTemplate } from './template.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';

export interface Vocabulary {
  readonly tokenizer: Tokenizer;
  readonly template: ChatTemplate;
  /** The prompt of a chat request. Throws RequestError 400. */
  chatPrompt(body: JsonObject): Token[];
  /** The prompts in `prompt` or `input`: a text, tokens, or several of either. Throws RequestError 400. */
  prompts(body: JsonObject, field: 'prompt' | 'input'): readonly Token[][];
}

export function createVocabulary(model: LlamaModel): Vocabulary {
  const tokenizer = createTokenizer(model);
  const source: unknown = model.fileInfo.metadata.tokenizer['chat_template'];
  const template = createChatTemplate(typeof source === 'string' ? source : undefined, tokenizer);
  return {
    tokenizer,
    template,
    chatPrompt(body) {
      const variables = objectField(body, 'chat_template_kwargs') ?? {};
      const text = template.render(readMessages(body), { variables });
      return tokenizer.tokenize(text, { addSpecial: true, parseSpecial: true });
    },
    prompts: (body, field) => readPrompts(body[field], field).map((it) => promptTokens(it, field, tokenizer)),
  };
}

/**
 * Prompt tokens of the request, as `usage.prompt_tokens` will say; of several prompts the longest, because each has a
 * context of its own. null where it cannot be told.
 */
export function countPromptTokens(vocabulary: Vocabulary, path: string, body: unknown): number | null {
  if (!isObject(body)) return null;
  try {
    if (path === '/v1/chat/completions') return hasTools(body) ? null : vocabulary.chatPrompt(body).length;
    if (path === '/v1/completions') return longest(vocabulary.prompts(body, 'prompt'));
    return path === '/v1/embeddings' ? longest(vocabulary.prompts(body, 'input')) : null;
  } catch (error) {
    // The engine will say what is wrong with it.
    if (error instanceof RequestError) return null;
    throw error;
  }
}

/** How an engine writes tools into the prompt is its own affair. */
function hasTools(body: JsonObject): boolean {
  return Array.isArray(body['tools']) && body['tools'].length > 0;
}

function longest(prompts: readonly Token[][]): number {
  return prompts.reduce((most, it) => Math.max(most, it.length), 0);
}

type Prompt = string | readonly number[];

function readPrompts(value: unknown, field: string): readonly Prompt[] {
  if (value === undefined || value === null) throw invalid(field, `'${field}' is required.`);
  if (typeof value === 'string' || isNumbers(value)) return [value];
  if (Array.isArray(value) && value.length > 0 && value.every(isPrompt)) return value;
  throw invalid(field, `'${field}' must be a string, an array of strings, or arrays of tokens.`);
}

function isPrompt(value: unknown): value is Prompt {
  return typeof value === 'string' || isNumbers(value);
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((it) => typeof it === 'number');
}

function promptTokens(prompt: Prompt, field: string, tokenizer: Tokenizer): Token[] {
  if (typeof prompt === 'string') return tokenizer.tokenize(prompt, { addSpecial: true, parseSpecial: true });
  return checkTokens(prompt, field, tokenizer);
}

/** A token that the model does not know would end the process inside llama.cpp. Throws RequestError 400. */
export function checkTokens(tokens: readonly unknown[], field: string, tokenizer: Tokenizer): Token[] {
  const known = (it: unknown) =>
    Number.isInteger(it) && (it as number) >= 0 && (it as number) < tokenizer.vocabularySize;
  if (tokens.every(known)) return tokens.slice() as Token[];
  throw invalid(field, `'${field}' holds what is no token: they are whole numbers below ${tokenizer.vocabularySize}.`);
}
