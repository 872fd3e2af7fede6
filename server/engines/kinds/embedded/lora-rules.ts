/** Our own program's refusals of LoRA adapters (`program/lora/refusals.ts`), and what to do about each. */
import type { LoraRule } from '../lora-calls.ts';

export const embeddedLoraRules: readonly LoraRule[] = [
  {
    says: /\(--max-loras\)/,
    fault: 'setup',
    text: ({ name }) =>
      `There is no room for the LoRA adapter "${name}": unload another, or give the model \`args: [--max-loras, N]\`.`,
  },
  {
    says: /has already been loaded/,
    fault: 'caller',
    text: ({ name }) =>
      `The engine has a LoRA adapter "${name}" already: unload it first, or load with \`load_inplace: true\`.`,
  },
  {
    says: /conflicts with a served base model/,
    fault: 'caller',
    text: ({ name }) => `"${name}" is the name of the engine's own model: choose another \`lora_name\`.`,
  },
  {
    says: /No adapter found for/,
    fault: 'caller',
    text: ({ name, path }) => `The engine found no LoRA adapter "${name}" at ${path}, or may not read it.`,
  },
  {
    says: /expect general\.type to be 'adapter'|is not a GGUF file/,
    fault: 'caller',
    text: ({ path }) =>
      `${path} is no LoRA adapter: the embedded engine takes one GGUF file, made by llama.cpp's converter.`,
  },
  {
    says: /does not exist in base model|arch mismatch|has incorrect shape/,
    fault: 'caller',
    text: ({ name }) => `The LoRA adapter "${name}" was made for another model.`,
  },
  {
    says: /The lora adapter '.*' cannot be found/s,
    fault: 'none',
    text: ({ name }) => `The engine has no LoRA adapter "${name}"; nothing was to be unloaded.`,
  },
];
