/** LoRA adapters by vLLM's routes, which the embedded engine serves too: load and unload while it runs, picked by `model`. */

import type { ErrorRules } from './error-envelope.ts';
import { normaliseEngineError } from './error-envelope.ts';
import type { ForwardedPath } from './kind.ts';
import { listedLoras } from './listed-models.ts';
import type { LoraByCall, LoraCallResult, LoraFormat } from './lora.ts';
import { askOf, type LoraAnswer, type LoraAsk, type LoraRule, notUnderstood, postLora, refused } from './lora-calls.ts';
import { selectByModel } from './select-lora.ts';

const loadPath = '/v1/load_lora_adapter';
const unloadPath = '/v1/unload_lora_adapter';

export interface VllmLoraOptions {
  readonly formats: readonly LoraFormat[];
  /** The kind's own reading of errors in general. */
  readonly errors: ErrorRules;
  /** First match counts, over the messages of load and of unload. */
  readonly rules: readonly LoraRule[];
  readonly serves: (path: ForwardedPath) => boolean;
}

export function vllmLora({ formats, errors, rules, serves }: VllmLoraOptions): LoraByCall {
  const read = (path: string, answer: LoraAnswer, ask: LoraAsk): LoraCallResult => {
    const { status, body } = answer;
    if (status >= 200 && status <= 299) return succeeded(path, answer);
    if (status < 400) return notUnderstood(path, answer);
    return refused({ ...normaliseEngineError(status, body, errors), status }, ask, rules);
  };
  return {
    by: 'call',
    formats,
    serves,
    selectors: [],
    lacks: ({ status, error }, name) => status === 404 && error.message.includes(`\`${name}\` does not exist`),
    loaded: listedLoras,
    async load(target, file, timeoutMs) {
      const inPlace = file.inPlace ? { load_inplace: true } : {};
      const json = { lora_name: file.name, lora_path: file.path, ...inPlace };
      const answer = await postLora(target, loadPath, { json, timeoutMs });
      return answer.answered ? read(loadPath, answer, askOf(file)) : answer.result;
    },
    async unload(target, name, timeoutMs) {
      const answer = await postLora(target, unloadPath, { json: { lora_name: name }, timeoutMs });
      return answer.answered ? read(unloadPath, answer, { name, path: null }) : answer.result;
    },
    select: (input, { name }) => selectByModel(input, name, []),
    selectBase: (input, baseModel) => selectByModel(input, baseModel, []),
  };
}

/** The answer is a line of text, `Success: …`. A page or an object with 200 comes from something else. */
function succeeded(path: string, answer: LoraAnswer): LoraCallResult {
  const text = answer.body.toString('utf8', 0, 1_000).trim();
  const line = /^"(.*)"$/.exec(text)?.[1] ?? text;
  return /^[{[<]/.test(line) ? notUnderstood(path, answer) : { ok: true, message: line };
}
