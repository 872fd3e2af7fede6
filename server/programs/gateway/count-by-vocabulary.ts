import { existsSync } from 'node:fs';
import type { createVocabularyCounter } from '../../engines/kinds/embedded/vocabulary/index.ts';
import type { VocabularyCount } from '../../inference/ports.ts';
import type { ModelConfig } from '../../platform/config/config.ts';
import { hostPath } from './docker/host-path.ts';

/** Counts with the vocabulary of the GGUF that the model's engine loads, where the configuration shows which one that is. */
export function countByVocabulary(counter: ReturnType<typeof createVocabularyCounter>): VocabularyCount {
  return async (model, input) => {
    const file = ggufOf(model);
    return file === null ? null : counter.count(file, input);
  };
}

/** The file after `model:`, or after `-m`/`--model` in a verbatim command; null where none is named or there. */
export function ggufOf(model: ModelConfig): string | null {
  if (model.engine !== 'llama.cpp' && model.engine !== 'embedded') return null;
  const { run = null, docker } = model.variants[0] ?? {};
  if (run === null) return null;
  const named = run.by === 'model' ? run.model : afterModelFlag(run.command);
  const file = named?.endsWith('.gguf') ? hostPath(named, docker) : null;
  return file !== null && existsSync(file) ? file : null;
}

function afterModelFlag(command: readonly string[]): string | undefined {
  const flag = command.findIndex((word) => word === '-m' || word === '--model');
  return flag < 0 ? undefined : command[flag + 1];
}
