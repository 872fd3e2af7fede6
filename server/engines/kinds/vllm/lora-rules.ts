/** vLLM's refusals of LoRA adapters, and what to do about each. */
import type { LoraRule } from '../lora-calls.ts';

export const vllmLoraRules: readonly LoraRule[] = [
  {
    // The routes are there only with the variable; no route of vLLM's own answers in these words.
    says: /^Not Found$/,
    fault: 'setup',
    text: () =>
      'This vLLM was started without LoRA updating: start it with the environment variable ' +
      'VLLM_ALLOW_RUNTIME_LORA_UPDATING=True and the argument --enable-lora.',
  },
  {
    says: /LoRA is not enabled|not started with LoRA|Use --enable-lora/i,
    fault: 'setup',
    text: () => 'This vLLM was started without LoRA: start it with --enable-lora.',
  },
  {
    says: /LoRA rank (\d+) is greater than max_lora_rank (\d+)/,
    fault: 'caller',
    text: ({ name }, [, rank, limit]) =>
      `The LoRA adapter "${name}" has rank ${rank}, and this vLLM takes ranks up to ${limit}: ` +
      `start it with --max-lora-rank ${rank} or more.`,
  },
  {
    says: /has already been loaded/,
    fault: 'caller',
    text: ({ name }) =>
      `This vLLM has a LoRA adapter "${name}" already: unload it first, or load with \`load_inplace: true\`.`,
  },
  {
    says: /conflicts with a served base model/,
    fault: 'caller',
    text: ({ name }) => `"${name}" is the name of a model that this vLLM serves: choose another \`lora_name\`.`,
  },
  {
    says: /No adapter found for/,
    fault: 'caller',
    text: ({ name, path }) =>
      `vLLM found no LoRA adapter "${name}" at ${path}. The path must hold adapter_config.json and its weights and be ` +
      'readable where vLLM runs, which may be another machine or container.',
  },
  {
    says: /The lora adapter '.*' cannot be found|LoRA adapter `.*` is not loaded/is,
    fault: 'none',
    text: ({ name }) => `The engine has no LoRA adapter "${name}"; nothing was to be unloaded.`,
  },
  {
    says: /EngineDeadError|EngineCore (encountered|has died)|engine (is )?dead/i,
    fault: 'engine',
    text: () => 'The engine behind this vLLM has died.',
  },
];
