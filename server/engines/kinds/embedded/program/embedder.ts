/** Embeddings need a context of their own; it is made when somebody first asks for one. */
import type { LlamaEmbeddingContext, LlamaModel, Token } from 'node-llama-cpp';
import { overflow } from './http/request-error.ts';

export interface Embedder {
  /** Throws RequestError 400 where the input does not fit. */
  checkFits(tokens: readonly Token[]): void;
  /** A vector of length 1. One input is embedded at a time. */
  embed(tokens: readonly Token[]): Promise<Float32Array>;
}

/** An input is evaluated in one batch, and a batch takes memory. */
const inputTokensMax = 2_048;

export function createEmbedder(model: LlamaModel, contextSize: number, threads: number): Embedder {
  const tokensMax = Math.min(contextSize, inputTokensMax);
  let made: Promise<LlamaEmbeddingContext> | null = null;
  const context = () => {
    made ??= model.createEmbeddingContext({ contextSize: tokensMax, batchSize: tokensMax, threads }).catch((error) => {
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
  };
}

function normalise(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (it) => (length === 0 ? 0 : it / length));
}
