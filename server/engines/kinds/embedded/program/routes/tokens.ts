/** Tokens without an answer: what the vocabulary alone can tell. */
import type { Token } from 'node-llama-cpp';
import type { Engine } from '../engine.ts';
import { sendJson } from '../http/exchange.ts';
import { arrayField, booleanField, type JsonObject, stringField } from '../http/fields.ts';
import { invalid } from '../http/request-error.ts';
import type { Call } from '../http/server.ts';
import { readMessages } from '../prompt/messages.ts';
import type { Tokenizer } from '../prompt/tokenizer.ts';
import { checkTokens, countPromptTokens, type Vocabulary } from '../prompt/vocabulary.ts';

/** POST /tokenize: llama-server's `content`, or vLLM's `prompt` or `messages`. */
export function tokenize({ vocabulary, contextSize }: Engine, { body, response }: Call): void {
  const content = stringField(body, 'content');
  if (content !== undefined) return sendJson(response, 200, { tokens: tokenizeContent(vocabulary, body, content) });
  const tokens = tokenizePrompt(vocabulary, body);
  const pieces = booleanField(body, 'return_token_strs')
    ? tokens.map((it) => vocabulary.tokenizer.text([it], true))
    : null;
  sendJson(response, 200, { count: tokens.length, max_model_len: contextSize, tokens, token_strs: pieces });
}

function tokenizeContent({ tokenizer }: Vocabulary, body: JsonObject, content: string) {
  const addSpecial = booleanField(body, 'add_special') ?? false;
  const parseSpecial = booleanField(body, 'parse_special') ?? true;
  const tokens = tokenizer.tokenize(content, { addSpecial, parseSpecial });
  if (!(booleanField(body, 'with_pieces') ?? false)) return tokens;
  return tokens.map((id) => ({ id, piece: tokenizer.text([id], true) }));
}

function tokenizePrompt({ tokenizer, template }: Vocabulary, body: JsonObject): Token[] {
  const addSpecial = booleanField(body, 'add_special_tokens') ?? true;
  const prompt = stringField(body, 'prompt');
  if (prompt !== undefined) return tokenizer.tokenize(prompt, { addSpecial, parseSpecial: true });
  if (body['messages'] === undefined) {
    throw invalid('prompt', "One of 'content', 'prompt' and 'messages' is required.");
  }
  const addGenerationPrompt = booleanField(body, 'add_generation_prompt') ?? true;
  const text = template.render(readMessages(body), { addGenerationPrompt });
  return tokenizer.tokenize(text, { addSpecial, parseSpecial: true });
}

/** POST /detokenize: the text as llama-server names it, and as vLLM does. */
export function detokenize({ vocabulary }: Engine, { body, response }: Call): void {
  const tokens = arrayField(body, 'tokens');
  if (tokens === undefined) throw invalid('tokens', "'tokens' is required.");
  const text = textOf(vocabulary.tokenizer, tokens);
  sendJson(response, 200, { content: text, prompt: text });
}

function textOf(tokenizer: Tokenizer, tokens: readonly unknown[]): string {
  return tokenizer.text(checkTokens(tokens, 'tokens', tokenizer), true);
}

/** POST /count {path, body}: what `usage.prompt_tokens` would be; null where that cannot be told. */
export function count({ vocabulary }: Engine, { body, response }: Call): void {
  const path = stringField(body, 'path');
  if (path === undefined) throw invalid('path', "'path' is required.");
  sendJson(response, 200, { tokens: countPromptTokens(vocabulary, path, body['body']) });
}
