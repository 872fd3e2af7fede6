/** Runs one prompt on one sequence, token by token. */
import {
  type LlamaContextSequence,
  type LlamaGrammar,
  LlamaGrammarEvaluationState,
  type SequenceEvaluateOptions,
  type Token,
  TokenBias,
} from 'node-llama-cpp';
import type { Tokenizer } from '../prompt/tokenizer.ts';
import type { Limits, Sampling } from './sampling.ts';
import { createStopMatcher } from './stop-matcher.ts';
import { createTextDecoder } from './text-decoder.ts';

export interface Generation {
  readonly prompt: readonly Token[];
  readonly sampling: Sampling;
  readonly limits: Limits;
  readonly grammar: LlamaGrammar | null;
  /** Tokens that prompt and answer may have together. */
  readonly contextSize: number;
  /** Checked before each token. */
  readonly signal: AbortSignal;
  /** Called with each piece of text, never ''; waited for. */
  readonly onText: (text: string) => Promise<void>;
}

export interface GenerationResult {
  readonly finishReason: 'stop' | 'length';
  /** The token that ends the answer included, as in llama-server. */
  readonly completionTokens: number;
  /** Of the prompt, those that the sequence still held. */
  readonly cachedTokens: number;
}

/** The penalties look at so many tokens, as in llama-server. */
const penaltyTokens = 64;

/** Rejects with the signal's reason when it aborts. The prompt must be shorter than the context. */
export async function generate(
  sequence: LlamaContextSequence,
  tokenizer: Tokenizer,
  generation: Generation,
): Promise<GenerationResult> {
  try {
    const { cachedTokens, rest } = await evaluateBeginning(sequence, generation);
    return { ...(await answer(sequence, tokenizer, generation, rest)), cachedTokens };
  } catch (error) {
    // What it holds after a fault is not known.
    if (!generation.signal.aborted) await sequence.clearHistory();
    throw error;
  }
}

/** All but the last batch, piece by piece, so that a client who leaves is noticed between two batches. */
async function evaluateBeginning(sequence: LlamaContextSequence, { prompt, signal }: Generation) {
  // The last token is evaluated in any case: its result is the first new one.
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  const cachedTokens = sequence.nextTokenIndex;
  const step = sequence.context.batchSize;
  let at = cachedTokens;
  for (; prompt.length - at > step; at += step) {
    signal.throwIfAborted();
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(at, at + step));
  }
  signal.throwIfAborted();
  return { cachedTokens, rest: prompt.slice(at) };
}

async function answer(
  sequence: LlamaContextSequence,
  tokenizer: Tokenizer,
  generation: Generation,
  rest: Token[],
): Promise<Pick<GenerationResult, 'finishReason' | 'completionTokens'>> {
  const { prompt, limits, signal, onText } = generation;
  const decoder = createTextDecoder<Token>((tokens, before) => tokenizer.text(tokens, false, before), prompt);
  const stops = createStopMatcher(limits.stops);
  const tokensMax = Math.min(limits.maxTokens ?? Number.POSITIVE_INFINITY, generation.contextSize - prompt.length);
  const emit = async (text: string) => (text === '' ? undefined : onText(text));
  const recent = prompt.slice(-penaltyTokens);
  let completionTokens = 0;
  let ended = false;
  for await (const token of sequence.evaluate(rest, evaluateOptions(sequence, generation, recent))) {
    signal.throwIfAborted();
    completionTokens++;
    ended = tokenizer.isEnd(token);
    if (ended) break;
    recent.push(token);
    const { text, stopped } = stops.push(decoder.push(token));
    await emit(text);
    if (stopped) return { finishReason: 'stop', completionTokens };
    // Beyond this the library would drop the beginning of the prompt to make room.
    if (completionTokens >= tokensMax) break;
  }
  const { text, stopped } = stops.push(decoder.flush());
  await emit(stopped ? text : text + stops.flush());
  return { finishReason: ended || stopped ? 'stop' : 'length', completionTokens };
}

function evaluateOptions(
  sequence: LlamaContextSequence,
  { sampling, grammar }: Generation,
  recent: readonly Token[],
): SequenceEvaluateOptions {
  const { model } = sequence;
  const { repeatPenalty, frequencyPenalty, presencePenalty, logitBias, ...choice } = sampling;
  const options: SequenceEvaluateOptions = { ...choice, yieldEogToken: true };
  if (grammar !== null) options.grammarEvaluationState = new LlamaGrammarEvaluationState({ model, grammar });
  if (repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0) {
    const punishTokens = () => recent.slice(-penaltyTokens);
    const amounts = { penalty: repeatPenalty, frequencyPenalty, presencePenalty };
    options.repeatPenalty = { ...amounts, punishTokens, maxPunishTokens: penaltyTokens };
  }
  if (logitBias.length > 0) {
    const bias = new TokenBias(model.tokenizer);
    for (const [token, logit] of logitBias) bias.set(token as Token, { logit });
    options.tokenBias = bias;
  }
  return options;
}
