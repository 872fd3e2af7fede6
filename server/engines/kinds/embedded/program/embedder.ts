/** Embeddings need a context of their own; it is made when somebody first asks for one. */
import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';
import { overflow } from './http/request-error.ts';
import { applyToEmbeddings, type NativeLora } from './lora/native-lora.ts';
import type { OneAtATime } from './one-at-a-time.ts';

export interface Embedder {
  /** Throws RequestError 400 where the input does not fit. */
  checkFits(tokens: readonly Token[]): void;
  /** A vector of length 1. One input is embedded at a time. */
  embed(tokens: readonly Token[]): Promise<Float32Array>;
  /** Nothing may be embedded then, or later. */
  dispose(): Promise<void>;
}

export interface EmbedderParts {
  readonly model: LlamaModel;
  readonly contextSize: number;
  readonly threads: number;
  /** Of the LoRA adapters too: a context counts those of the model while it is made. */
  readonly oneAtATime: OneAtATime;
  readonly loras: readonly NativeLora[];
}

/** An input is evaluated in one batch, and a batch takes memory. */
const inputTokensMax = 2_048;

export function createEmbedder({ oneAtATime, ...parts }: EmbedderParts): Embedder {
  const tokensMax = Math.min(parts.contextSize, inputTokensMax);
  let made: Promise<LlamaEmbeddingContext> | null = null;
  const context = () => {
    made ??= oneAtATime(() => createContext(parts, tokensMax)).catch((error) => {
      made = null;
      throw error;
    });
    return made;
  };
  return {
    checkFits(tokens) {
      if (tokens.length >= tokensMax) throw overflow(tokens.length, tokensMax);
    },
    async embed(tokens) {
      const { vector } = await (await context()).getEmbeddingFor([...tokens]);
      return normalise(vector);
    },
    async dispose() {
      await (await made)?.dispose();
    },
  };
}

async function createContext(
  { model, threads, loras }: Pick<EmbedderParts, 'model' | 'threads' | 'loras'>,
  tokensMax: number,
): Promise<LlamaEmbeddingContext> {
  const context = await model.createEmbeddingContext({ contextSize: tokensMax, batchSize: tokensMax, threads });
  if (loras.length === 0) return context;
  applyToEmbeddings(context, loras);
  // It sets itself up for them when it is first used.
  await context.getEmbeddingFor([0 as Token]);
  return context;
}

function normalise(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (it) => (length === 0 ? 0 : it / length));
}
