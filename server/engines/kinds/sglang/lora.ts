/**
 * LoRA adapters on SGLang: its routes have no `/v1`, and its 200 is not believed: the answer must say `success`, and its
 * list of LoRA adapters must be what was asked for. They are picked by `model: "base:adapter"`.
 */
import { parseObject } from '../engine-call.ts';
import { normaliseEngineError } from '../error-envelope.ts';
import type { EngineTarget, RewriteInput } from '../kind.ts';
import type { LoraByCall, LoraCallResult } from '../lora.ts';
import { askOf, type LoraAnswer, type LoraAsk, notUnderstood, postLora, refused } from '../lora-calls.ts';
import { selectByModel } from '../select-lora.ts';
import { sglangErrors } from './errors.ts';
import { sglangLoraRules } from './lora-rules.ts';
import { loadedAdapters, loadedInSglang } from './read-back.ts';

const loadPath = '/load_lora_adapter';
const unloadPath = '/unload_lora_adapter';

/** `lora_id` is what SGLang makes of `lora_path`, and some versions take it from outside. */
const selectors: readonly string[] = ['lora_path', 'lora_id'];

/** The routes that heed `base:adapter`; `/v1/responses` and `/v1/rerank` answer as the base model, without a word. */
const heeds: ReadonlySet<string> = new Set([
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/messages',
  // They count tokens, which are those of the base model.
  '/v1/messages/count_tokens',
  '/tokenize',
  '/detokenize',
]);

/** Of a request for a LoRA adapter that it does not have, or was not started for. */
const refusals = /LoRA adapter that has never been loaded|LoRA adapter.* was requested, but LoRA is not enabled/i;

export const sglangLora: LoraByCall = {
  by: 'call',
  formats: ['peft'],
  selectors,
  serves: (path) => heeds.has(path),
  lacks: ({ error }, name) => refusals.test(error.message) && error.message.includes(name),
  loaded: loadedInSglang,
  load,
  unload,
  select: (input, { name, baseModel }) => selectByModel(input, `${beforeColon(baseModel)}:${name}`, selectors),
  selectBase: (input: RewriteInput, baseModel) => selectByModel(input, baseModel, selectors),
};

/** SGLang reads the LoRA adapter behind the first colon, and does not look at the name before it. */
function beforeColon(baseModel: string): string {
  return baseModel.split(':', 1)[0] || 'base';
}

/** It cannot replace one: in place is to unload, which waits for the requests that use it, and to load. */
async function load(
  target: EngineTarget,
  file: Parameters<LoraByCall['load']>[1],
  timeoutMs: number,
): Promise<LoraCallResult> {
  const deadline = performance.now() + timeoutMs;
  if (file.inPlace) {
    const unloaded = await unload(target, file.name, timeoutMs);
    if (!unloaded.ok) return unloaded;
  }
  const json = { lora_name: file.name, lora_path: file.path };
  const left = Math.max(Math.ceil(deadline - performance.now()), 1);
  const answer = await postLora(target, loadPath, { json, timeoutMs: left });
  if (!answer.answered) return answer.result;
  return read(loadPath, answer, askOf(file), `LoRA adapter "${file.name}" is loaded.`);
}

async function unload(target: EngineTarget, name: string, timeoutMs: number): Promise<LoraCallResult> {
  const answer = await postLora(target, unloadPath, { json: { lora_name: name }, timeoutMs });
  if (!answer.answered) return answer.result;
  return read(unloadPath, answer, { name, path: null }, `LoRA adapter "${name}" is unloaded.`);
}

function read(path: string, answer: LoraAnswer, ask: LoraAsk, message: string): LoraCallResult {
  const { status, body } = answer;
  const said = parseObject(body);
  const success = said?.['success'];
  if (status < 400 && success !== false) {
    if (said === null || success !== true) return notUnderstood(path, answer);
    const doubt = contradiction(said, ask);
    return doubt === null ? { ok: true, message } : { ok: false, reason: doubt, fault: 'engine', status };
  }
  // A refusal with 200 is one all the same, and the caller's like those with 400.
  const refusal = status < 400 ? 400 : status;
  return refused({ ...normaliseEngineError(refusal, body, sglangErrors), status: refusal }, ask, sglangLoraRules);
}

/** What the list in a success says against it; null: nothing. */
function contradiction(said: Readonly<Record<string, unknown>>, { name, path }: LoraAsk): string | null {
  const has = loadedAdapters(said)?.has(name);
  if (has === undefined || has === (path !== null)) return null;
  const [done, but] = path === null ? ['unloading', 'still lists it'] : ['loading', 'does not list it'];
  return `SGLang answered that ${done} the LoRA adapter "${name}" was a success, but ${but}.`;
}
