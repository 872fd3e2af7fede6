import { basename } from 'node:path';
import type { ModelDraft } from '../../draft.ts';

type Kind = ModelDraft['engine'];

const BY_WORD: readonly (readonly [RegExp, Kind])[] = [
  [/^llama-server\b|^llama\.cpp(?::|$)/, 'llama.cpp'],
  [/^vllm$|^vllm-openai\b|^vllm\.entrypoints\.openai\.api_server$/, 'vllm'],
  [/^sglang$|^sglang:|^sglang\.launch_server$/, 'sglang'],
];

/** What a command starts, by its binary, module or image; `openai` is what all of them speak. Pure. */
export function engineKind(args: readonly string[]): Kind {
  for (const [index, arg] of args.entries()) {
    // The file or the name of a model is no engine, whatever it is called.
    const isModel = /\.gguf$/i.test(arg) || /^--(?:model|served-model-name|alias)$/.test(args[index - 1] ?? '');
    if (arg.startsWith('-') || isModel) continue;
    const found = BY_WORD.find(([word]) => word.test(basename(arg)));
    if (found !== undefined) return found[1];
  }
  return 'openai';
}

/** The path that the kind is asked on for its health where the file says none. */
export const ownHealthPath: Readonly<Record<Kind, string>> = {
  embedded: '/health',
  'llama.cpp': '/health',
  vllm: '/health',
  sglang: '/model_info',
  openai: '/v1/models',
};
