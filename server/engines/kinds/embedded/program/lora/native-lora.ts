/**
 * The weights of LoRA adapters inside the library. It keeps what it has read by path until the model goes (3.21.1): their
 * memory would never come back, and a file that was replaced would not be read again. So they are taken out of its hands.
 */
import { type Llama, type LlamaEmbeddingContext, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';

/** Weights that no context may use when they are disposed. */
export interface NativeLora {
  dispose(): Promise<void>;
}

interface ModelInside {
  readonly _loraAdapters?: unknown;
}

interface EmbeddingContextInside {
  readonly _llamaContext: {
    readonly _ctx: { setLoras(loras: readonly NativeLora[], scales: readonly number[]): void };
  };
}

/** All that the library has read since the last call: they are the caller's now. They also end with the model. */
export function takeLoras(model: LlamaModel): readonly NativeLora[] {
  const held = (model as ModelInside)._loraAdapters;
  if (!(held instanceof Map)) throw new Error('this version of node-llama-cpp keeps LoRA adapters in another place');
  const taken: readonly NativeLora[] = [...held.values()];
  held.clear();
  return taken;
}

/** The library has no option for it: its embedding contexts take no LoRA adapters. */
export function applyToEmbeddings(context: LlamaEmbeddingContext, loras: readonly NativeLora[]): void {
  const inside = context as unknown as EmbeddingContextInside;
  inside._llamaContext._ctx.setLoras(
    loras,
    loras.map(() => 1),
  );
}

/** What llama.cpp logs as errors while `work` runs; the library's own exceptions do not say why a file was refused. */
export async function withErrorLog<R>(llama: Llama, work: (errors: readonly string[]) => Promise<R>): Promise<R> {
  const { logger, logLevel } = llama;
  const errors: string[] = [];
  llama.logger = (_, message) => void errors.push(message.trim());
  llama.logLevel = LlamaLogLevel.error;
  try {
    return await work(errors);
  } finally {
    llama.logLevel = logLevel;
    llama.logger = logger;
  }
}
