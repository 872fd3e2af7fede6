/** Token counts as vLLM itself makes them, by its `/tokenize`. */
import { askEngine } from '../engine-call.ts';
import type { CountInput, EngineTarget } from '../kind.ts';
import { countLongest, hasMedia, pick, promptsOf } from '../prompt-inputs.ts';

type Body = CountInput['body'];
type Ask = (path: string, json: unknown) => Promise<Readonly<Record<string, unknown>> | null>;

/** What `/tokenize` takes of a chat request. `model` is left out: it would have to be the engine's name for it. */
const chatFields = [
  'messages',
  'tools',
  'add_generation_prompt',
  'continue_final_message',
  'add_special_tokens',
  'chat_template',
];

/** What vLLM hands to the template of a chat request, and `/tokenize` only takes as template arguments. */
const templateFields = ['reasoning_effort', 'documents'];

export async function countVllmTokens(
  target: EngineTarget,
  input: CountInput,
  timeoutMs: number,
): Promise<number | null> {
  const { path, body } = input;
  const ask: Ask = (at, json) => askEngine(target, at, { timeoutMs, json });
  // The engine shortens the prompt by itself, so its whole length says nothing.
  if (body['truncate_prompt_tokens'] !== undefined && body['truncate_prompt_tokens'] !== null) return null;
  if (path === '/v1/chat/completions') return countChat(ask, body);
  if (path === '/v1/messages') {
    const json = input.engineModel ? { ...body, model: input.engineModel } : body;
    return counted(await ask('/v1/messages/count_tokens', json), 'input_tokens');
  }
  const prompts = promptsOf(input);
  if (prompts === null) return null;
  const fields = pick(body, ['add_special_tokens']);
  return countLongest(prompts, async (prompt) => counted(await ask('/tokenize', { ...fields, prompt }), 'count'));
}

async function countChat(ask: Ask, body: Body): Promise<number | null> {
  if (hasMedia(body['messages'])) return null;
  const kwargs = { ...pick(body, templateFields), ...(body['chat_template_kwargs'] as object | null | undefined) };
  const json = {
    ...pick(body, chatFields),
    ...(Object.keys(kwargs).length === 0 ? {} : { chat_template_kwargs: kwargs }),
  };
  return counted(await ask('/tokenize', json), 'count');
}

function counted(answer: Body | null, field: 'count' | 'input_tokens'): number | null {
  const tokens = answer?.[field];
  return typeof tokens === 'number' ? tokens : null;
}
