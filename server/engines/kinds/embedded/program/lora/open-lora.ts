/** Makes a LoRA adapter ready to answer: a context of its own beside the base's, of the same size, over the same weights. */
import type { Llama, LlamaContext, LlamaModel } from 'node-llama-cpp';
import { createEmbedder } from '../embedder.ts';
import { createEngine } from '../engine.ts';
import { checkGguf, LoadError } from '../load-model.ts';
import type { Metrics } from '../metrics.ts';
import type { OneAtATime } from '../one-at-a-time.ts';
import type { Vocabulary } from '../prompt/vocabulary.ts';
import { wrongType } from './check-types.ts';
import type { LoraFile, LoraRunner } from './lora-adapters.ts';
import { type NativeLora, takeLoras, withErrorLog } from './native-lora.ts';
import { loadFailed, noFile, notForModel } from './refusals.ts';

export interface LoraParts {
  readonly llama: Llama;
  readonly model: LlamaModel;
  /** The base's: a LoRA adapter's is like it. */
  readonly context: LlamaContext;
  /** Tokens that prompt and answer may have together. */
  readonly contextSize: number;
  readonly threads: number;
  readonly vocabulary: Vocabulary;
  readonly metrics: Metrics;
  readonly oneAtATime: OneAtATime;
}

/**
 * Throws RequestError: 404 where there is no file, 400 where it is no LoRA adapter for the model, 500 where it cannot be
 * helped. To be called one at a time, see `warmUp`.
 */
export async function openLora(parts: LoraParts, file: LoraFile): Promise<LoraRunner> {
  const { llama, model, contextSize, threads, vocabulary, metrics, oneAtATime } = parts;
  await checkFile(file);
  const { context, loras } = await createContext(parts, file);
  const dispose = () => disposeAll(context, loras);
  const engine = createEngine({ llama, model, context, contextSize, metrics, vocabulary });
  try {
    await engine.warmUp();
  } catch (error) {
    await dispose();
    throw loadFailed(file.name, oneLine(error));
  }
  const embedder = createEmbedder({ model, contextSize, threads, oneAtATime, loras });
  return {
    engine,
    embedder,
    async dispose() {
      await embedder.dispose();
      await dispose();
    },
  };
}

async function checkFile({ name, path }: LoraFile): Promise<void> {
  try {
    await checkGguf(path);
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    const code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
    if (code === 'EISDIR') throw notForModel(name, 'it is a folder; this engine takes LoRA adapters as one GGUF file');
    throw code === undefined ? notForModel(name, error.message.replaceAll(path, '<path>')) : noFile(name);
  }
  const wrong = await wrongType(path);
  if (wrong !== null) throw notForModel(name, `the file is damaged or incomplete (${wrong} is of a wrong type)`);
}

async function createContext({ llama, model, context: base, threads }: LoraParts, { name, path }: LoraFile) {
  return withErrorLog(llama, async (errors) => {
    try {
      const context = await model.createContext({
        contextSize: base.contextSize,
        batchSize: base.batchSize,
        sequences: base.totalSequences,
        threads,
        lora: { adapters: [{ filePath: path, scale: 1 }] },
        // A smaller context would answer other requests than the base does.
        failedCreationRemedy: false,
      });
      return { context, loras: takeLoras(model) };
    } catch (error) {
      for (const it of takeLoras(model)) await it.dispose();
      const why = reasonOf(errors);
      throw why === null ? loadFailed(name, oneLine(error)) : notForModel(name, why.replaceAll(path, '<path>'));
    }
  });
}

/** Contexts first: they point at the weights. */
async function disposeAll(context: LlamaContext, loras: readonly NativeLora[]): Promise<void> {
  await context.dispose();
  for (const it of loras) await it.dispose();
}

/** Why llama.cpp refused the file; null where it did not. A damaged file's reason comes before the general one. */
export function reasonOf(errors: readonly string[]): string | null {
  const marked = /failed to apply lora adapter: (.*)/.exec(errors.at(-1) ?? '')?.[1];
  if (marked === undefined) return null;
  if (!marked.startsWith('failed to load lora adapter file')) return marked;
  const first = errors[0]?.replace(/^\w+: /, '');
  return `the file is damaged or incomplete${errors.length > 1 && first !== undefined ? ` (${first})` : ''}`;
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').trim();
}
