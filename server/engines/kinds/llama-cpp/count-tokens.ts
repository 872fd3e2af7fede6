/** Token counts as llama-server itself makes them. */
import { askEngine } from '../engine-call.ts';
import type { CountInput, EngineTarget } from '../kind.ts';
import { countLongest, hasMedia, promptsOf } from '../prompt-inputs.ts';

type Ask = (path: string, json: unknown) => Promise<Readonly<Record<string, unknown>> | null>;

export async function countLlamaCppTokens(
  target: EngineTarget,
  input: CountInput,
  timeoutMs: number,
): Promise<number | null> {
  const { path, body } = input;
  const ask: Ask = (at, json) => askEngine(target, at, { timeoutMs, json });
  if (path === '/v1/chat/completions' && !hasMedia(body['messages'])) return countChat(ask, body);
  if (path === '/v1/chat/completions') return inputTokens(ask, `${path}/input_tokens`, body);
  if (path === '/v1/responses') return inputTokens(ask, `${path}/input_tokens`, body);
  if (path === '/v1/messages') return inputTokens(ask, `${path}/count_tokens`, body);
  const prompts = promptsOf(input);
  return prompts === null ? null : countLongest(prompts, (text) => countText(ask, text));
}

/** The whole body goes to the template: tools, `chat_template_kwargs`, a response format may all become prompt. */
async function countChat(ask: Ask, body: CountInput['body']): Promise<number | null> {
  const rendered = (await ask('/apply-template', body))?.['prompt'];
  return typeof rendered === 'string' ? countText(ask, rendered) : null;
}

async function countText(ask: Ask, text: string): Promise<number | null> {
  const tokens = (await ask('/tokenize', { content: text, add_special: true, parse_special: true }))?.['tokens'];
  return Array.isArray(tokens) ? tokens.length : null;
}

/** The routes that count what they would run, media included; older llama-servers lack some of them. */
async function inputTokens(ask: Ask, path: string, body: CountInput['body']): Promise<number | null> {
  const tokens = (await ask(path, body))?.['input_tokens'];
  return typeof tokens === 'number' ? tokens : null;
}
