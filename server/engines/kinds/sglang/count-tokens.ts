/** Token counts as SGLang itself makes them, by its `/v1/tokenize`. */
import { askEngine } from '../engine-call.ts';
import type { CountInput, EngineTarget } from '../kind.ts';
import { countLongest, hasMedia, pick, promptsOf } from '../prompt-inputs.ts';

/** What influences the chat template, as far as `/v1/tokenize` takes it. */
const chatFields = [
  'messages',
  'tools',
  'tool_choice',
  'chat_template_kwargs',
  'reasoning_effort',
  'continue_final_message',
];

/** A chat is counted by the SGLangs whose `/v1/tokenize` takes `messages`; the others answer 400, which is null here. */
export async function countSglangTokens(
  target: EngineTarget,
  input: CountInput,
  timeoutMs: number,
): Promise<number | null> {
  const { path, body } = input;
  const count = async (json: unknown) => {
    const tokens = (await askEngine(target, '/v1/tokenize', { timeoutMs, json }))?.['count'];
    return typeof tokens === 'number' ? tokens : null;
  };
  if (path === '/v1/chat/completions') return hasMedia(body['messages']) ? null : count(pick(body, chatFields));
  const prompts = promptsOf(input);
  return prompts === null ? null : countLongest(prompts, (prompt) => count({ prompt }));
}
