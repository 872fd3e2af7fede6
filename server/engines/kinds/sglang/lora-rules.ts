/** SGLang's refusals of LoRA adapters, and what to do about each. */
import type { LoraRule } from '../lora-calls.ts';

export const sglangLoraRules: readonly LoraRule[] = [
  {
    says: /LoRA is not enabled/,
    fault: 'setup',
    text: () =>
      'This SGLang was started without LoRA: start it with --enable-lora, and with --max-lora-rank and ' +
      '--lora-target-modules as large as the LoRA adapters that it shall take.',
  },
  {
    says: /^Not Found$/,
    fault: 'setup',
    text: () => 'This server has no routes for LoRA adapters: it takes an SGLang of 0.4.9 or later.',
  },
  {
    says: /with rank (\d+) is incompatible with the current LoRA memory pool/,
    fault: 'caller',
    text: ({ name }, [, rank]) =>
      `The LoRA adapter "${name}" has rank ${rank}; its rank is above this SGLang's --max-lora-rank, or it changes ` +
      'modules that are not among --lora-target-modules.',
  },
  {
    says: /incompatible with the current LoRA memory pool/,
    fault: 'caller',
    text: ({ name }) =>
      `The LoRA adapter "${name}" is above this SGLang's --max-lora-rank or outside of its --lora-target-modules.`,
  },
  {
    says: /because it is already loaded|already exists\. Loaded LoRAs/,
    fault: 'caller',
    text: ({ name }) =>
      `This SGLang has a LoRA adapter "${name}" already: unload it first, or load with \`load_inplace: true\`.`,
  },
  {
    // A path that is not there is taken for a repository on the hub, and refused as one.
    says: /Repo id must be in the form|Repository Not Found|not a valid (repo|model) id|No such file or directory|adapter_config\.json/i,
    fault: 'caller',
    text: ({ name, path }) =>
      `SGLang found no LoRA adapter "${name}" at ${path}. The path must hold adapter_config.json and its weights and be ` +
      'readable where SGLang runs, which may be another machine or container.',
  },
  {
    says: /LoRA with name .* does not exist/s,
    fault: 'none',
    text: ({ name }) => `The engine has no LoRA adapter "${name}"; nothing was to be unloaded.`,
  },
];
