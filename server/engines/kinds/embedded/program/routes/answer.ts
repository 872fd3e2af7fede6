/** What chat and completions have in common: reading the request, and the fields of every answer. */
import { randomUUID } from 'node:crypto';
import type { CompletionRequest, Engine } from '../engine.ts';
import type { GenerationResult } from '../generate/generate.ts';
import { readLimits, readSampling } from '../generate/sampling.ts';
import { arrayField, booleanField, type JsonObject, numberField, objectField, stringField } from '../http/fields.ts';
import { invalid, unsupported } from '../http/request-error.ts';

/** Fields of every answer and every event. */
export interface AnswerHead {
  readonly id: string;
  readonly object: string;
  /** Seconds. */
  readonly created: number;
  readonly model: string;
}

export function answerHead(kind: 'chatcmpl' | 'cmpl', object: string, model: string): AnswerHead {
  return { id: `${kind}-${randomUUID()}`, object, created: Math.floor(Date.now() / 1_000), model };
}

/** The client's name for the model, or the file's. */
export function modelName(body: JsonObject, fallback: string): string {
  return stringField(body, 'model') ?? fallback;
}

/** Throws RequestError 400. */
export async function readGeneration(engine: Engine, body: JsonObject) {
  refuseUnsupported(body);
  const sampling = readSampling(body);
  if (sampling.logitBias.some(([token]) => token >= engine.vocabulary.tokenizer.vocabularySize)) {
    throw invalid('logit_bias', "'logit_bias' names a token that the model does not have.");
  }
  return { sampling, limits: readLimits(body), grammar: await engine.readGrammar(body) };
}

export interface StreamWishes {
  readonly stream: boolean;
  readonly includeUsage: boolean;
}

export function readStream(body: JsonObject): StreamWishes {
  const options = objectField(body, 'stream_options') ?? {};
  return {
    stream: booleanField(body, 'stream') ?? false,
    includeUsage: booleanField(options, 'include_usage') ?? false,
  };
}

function refuseUnsupported(body: JsonObject): void {
  const has = (name: string) => (arrayField(body, name)?.length ?? 0) > 0;
  for (const name of ['tools', 'functions'].filter(has)) {
    throw unsupported(
      name,
      `'${name}': the embedded engine calls no tools; use llama-server, vLLM or SGLang for them.`,
    );
  }
  for (const name of ['n', 'best_of']) {
    const asked = numberField(body, name, { integer: true, min: 1 }) ?? 1;
    if (asked > 1) throw unsupported(name, `'${name}': the embedded engine gives one choice, not ${asked}.`);
  }
  const logprobs = body['logprobs'] ?? false;
  if (logprobs !== false || (body['top_logprobs'] ?? 0) !== 0) {
    throw unsupported('logprobs', "'logprobs': the embedded engine does not report them.");
  }
}

/** Runs to the end and keeps the text. */
export async function collectText(engine: Engine, request: Omit<CompletionRequest, 'onStart' | 'onText'>) {
  const pieces: string[] = [];
  const result = await engine.complete({
    ...request,
    onStart: async () => {},
    onText: async (text) => void pieces.push(text),
  });
  return { text: pieces.join(''), result };
}

export function usageOf(promptTokens: number, results: readonly GenerationResult[]) {
  const sum = (of: (it: GenerationResult) => number) => results.reduce((total, it) => total + of(it), 0);
  const completionTokens = sum((it) => it.completionTokens);
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
    prompt_tokens_details: { cached_tokens: sum((it) => it.cachedTokens) },
  };
}
