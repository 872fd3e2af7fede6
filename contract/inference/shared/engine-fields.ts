/**
 * Request fields that the engines add to OpenAI's: declared so that clients see them, never checked by the gateway. An
 * engine that does not know one ignores it or refuses it in its own words.
 */
import { z } from '../../zod.ts';

const text = (description: string) => z.string().nullish().openapi({ description });
const flag = (description: string) => z.boolean().nullish().openapi({ description });
const int = (description: string) => z.number().int().nullish().openapi({ description });
const number = (description: string) => z.number().nullish().openapi({ description });
const ints = (description: string) => z.array(z.number().int()).nullish().openapi({ description });
const jsonObject = (description: string) => z.record(z.string(), z.unknown()).nullish().openapi({ description });

/** One LoRA adapter of llama.cpp and its strength in this request. */
export const LoraScale = z
  .looseObject({ id: z.number().int(), scale: z.number() })
  .openapi('LoraScale', { description: 'A LoRA adapter of llama.cpp by its number, and how strongly it is applied.' });

export const samplingFields = {
  top_k: int('Sample among the k most likely tokens; 0 or -1: all. llama.cpp, vLLM, SGLang.'),
  min_p: number('Drop tokens less likely than this share of the likeliest. llama.cpp, vLLM, SGLang.'),
  repetition_penalty: number('Above 1 discourages repetition. vLLM, SGLang.'),
  min_tokens: int('Generate at least this many. vLLM, SGLang.'),
  stop_token_ids: ints('Stop at any of these tokens. vLLM, SGLang.'),
  ignore_eos: flag('Go on after the end-of-sequence token. All three.'),
  skip_special_tokens: flag('Leave special tokens out of the text. vLLM, SGLang.'),
  typical_p: number('Locally typical sampling. llama.cpp.'),
  repeat_penalty: number('Above 1 discourages repetition. llama.cpp.'),
  repeat_last_n: int('How many of the last tokens `repeat_penalty` looks at. llama.cpp.'),
  dry_multiplier: number('Strength of the DRY repetition penalty. llama.cpp.'),
  xtc_probability: number('Chance of excluding the top choices. llama.cpp.'),
  mirostat: int('0: off, 1: Mirostat, 2: Mirostat 2.0. llama.cpp.'),
  samplers: z.array(z.string()).nullish().openapi({ description: 'Samplers in their order. llama.cpp.' }),
  allowed_token_ids: ints('Only these tokens may be generated. vLLM.'),
  bad_words: z.array(z.string()).nullish().openapi({ description: 'Words never to generate. vLLM.' }),
  length_penalty: number('Weight of the length in beam search. vLLM.'),
  use_beam_search: flag('vLLM.'),
  spaces_between_special_tokens: flag('vLLM.'),
  include_stop_str_in_output: flag('Keep the stop string in the text. vLLM.'),
  no_stop_trim: flag('Keep the stop string in the text. SGLang.'),
};

export const constraintFields = {
  structured_outputs: jsonObject('One of `json`, `regex`, `choice`, `grammar`, … vLLM.'),
  guided_json: z.unknown().optional().openapi({ description: 'A JSON schema, or its text. vLLM before 0.12.' }),
  guided_regex: text('vLLM before 0.12.'),
  guided_choice: z.array(z.string()).nullish().openapi({ description: 'vLLM before 0.12.' }),
  guided_grammar: text('vLLM before 0.12.'),
  grammar: text('GBNF grammar. llama.cpp.'),
  json_schema: z.unknown().optional().openapi({ description: 'The answer fits this JSON schema. llama.cpp, SGLang.' }),
  regex: text('The answer matches this regular expression. SGLang.'),
  ebnf: text('The answer follows this grammar. SGLang.'),
};

export const servingFields = {
  lora: z.array(LoraScale).nullish().openapi({ description: 'LoRA adapters of this request. llama.cpp.' }),
  lora_path: z
    .union([z.string(), z.array(z.string()), z.null()])
    .optional()
    .openapi({ description: 'Name of the LoRA adapter. SGLang.' }),
  cache_prompt: flag("Reuse what is cached of the prompt. llama.cpp's default is true."),
  id_slot: int('The slot to use; -1: any. llama.cpp.'),
  timings_per_token: flag('`timings` in each event. llama.cpp.'),
  return_progress: flag('Events on the progress of the prompt. llama.cpp.'),
  n_probs: int('Probabilities of the n likeliest tokens. llama.cpp.'),
  return_token_ids: flag('The token ids of prompt and answer in `prompt_token_ids` and `token_ids`. vLLM.'),
  return_tokens_as_token_ids: flag('Tokens of `logprobs` as `token_id:N`. vLLM.'),
  prompt_logprobs: int('Log probabilities of the prompt. vLLM.'),
  truncate_prompt_tokens: int('Keep only the last n tokens of the prompt. vLLM.'),
  priority: int('Lower is served first, where the engine schedules by priority. vLLM, SGLang.'),
  request_id: text("The engine's own id for the request. vLLM."),
  cache_salt: text('Keeps prefix caches of different callers apart. vLLM, SGLang.'),
  kv_transfer_params: jsonObject('Disaggregated prefill. vLLM.'),
};

export const chatTemplateFields = {
  chat_template: text("A Jinja template instead of the model's own. vLLM."),
  chat_template_kwargs: jsonObject('Variables for the template, e.g. `{"enable_thinking": false}`. All three.'),
  add_generation_prompt: flag('End the prompt with the start of an answer. llama.cpp, vLLM.'),
  continue_final_message: flag('Go on with the last message instead of answering it. vLLM, SGLang.'),
  add_special_tokens: flag('vLLM.'),
  documents: z.array(z.record(z.string(), z.unknown())).nullish().openapi({
    description: 'Documents for templates that take them. vLLM.',
  }),
  mm_processor_kwargs: jsonObject('Arguments of the multi-modal processor. vLLM.'),
  include_reasoning: flag('vLLM.'),
  separate_reasoning: flag('Reasoning in a field of its own. SGLang.'),
  stream_reasoning: flag('SGLang.'),
  reasoning_format: text('`none`, `deepseek`, `auto`, … llama.cpp.'),
  parse_tool_calls: flag('llama.cpp.'),
  echo: flag('Begin with the last message. vLLM.'),
};
