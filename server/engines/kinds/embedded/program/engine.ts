/** The loaded model with its contexts: what the routes work with. */
import type { Llama, LlamaContext, LlamaContextSequence, LlamaGrammar, LlamaModel, Token } from 'node-llama-cpp';
import { type GenerationResult, generate } from './generate/generate.ts';
import { readGrammar } from './generate/grammar.ts';
import type { Limits, Sampling } from './generate/sampling.ts';
import { createSequencePool, type SequencePool } from './generate/sequence-pool.ts';
import type { JsonObject } from './http/fields.ts';
import { invalid, overflow } from './http/request-error.ts';
import type { Metrics } from './metrics.ts';
import type { Vocabulary } from './prompt/vocabulary.ts';

export interface CompletionRequest {
  readonly prompt: readonly Token[];
  readonly sampling: Sampling;
  readonly limits: Limits;
  readonly grammar: LlamaGrammar | null;
  readonly signal: AbortSignal;
  /** Called once, when the request has a sequence. */
  readonly onStart: () => Promise<void>;
  readonly onText: (text: string) => Promise<void>;
}

export interface Engine {
  readonly model: LlamaModel;
  readonly vocabulary: Vocabulary;
  /** Tokens that prompt and answer may have together. */
  readonly contextSize: number;
  readonly pool: Pick<SequencePool<Token, LlamaContextSequence>, 'running' | 'waiting'>;
  readGrammar(body: JsonObject): Promise<LlamaGrammar | null>;
  /** Throws RequestError 400 where the prompt leaves no room for an answer. */
  checkFits(prompt: readonly Token[]): void;
  /**
   * Evaluates one token. A context sets itself up for its LoRA adapters when it is first used, and llama.cpp counts all
   * that the model has then, without a lock: no LoRA adapter may be read or freed meanwhile.
   */
  warmUp(): Promise<void>;
  /** Waits for a sequence, then runs. Rejects with the signal's reason when it aborts. */
  complete(request: CompletionRequest): Promise<GenerationResult>;
}

export interface EngineParts {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly contextSize: number;
  readonly vocabulary: Vocabulary;
  readonly metrics: Metrics;
}

export function createEngine({ llama, model, context, contextSize, vocabulary, metrics }: EngineParts): Engine {
  const sequences = Array.from({ length: context.totalSequences }, () => context.getSequence());
  const pool = createSequencePool<Token, LlamaContextSequence>(sequences);
  return {
    model,
    vocabulary,
    contextSize,
    pool,
    readGrammar: (body) => readGrammar(llama, body),
    checkFits(prompt) {
      if (prompt.length === 0) throw invalid(null, 'The prompt is empty: it has no tokens.');
      if (prompt.length >= contextSize) throw overflow(prompt.length, contextSize);
    },
    async warmUp() {
      const [first] = sequences;
      await first?.evaluateWithoutGeneratingNewTokens([0 as Token]);
      await first?.clearHistory();
    },
    complete: (request) =>
      pool.use(request.prompt, request.signal, async (sequence) => {
        await request.onStart();
        const result = await generate(sequence, vocabulary.tokenizer, { ...request, contextSize });
        metrics.completed(request.prompt.length, result);
        return result;
      }),
  };
}
