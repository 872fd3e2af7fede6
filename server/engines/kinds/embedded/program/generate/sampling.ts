/** What a request says of how tokens are chosen, and when to stop. Pure. */
import { arrayField, type JsonObject, numberField, objectField, wrongType } from '../http/fields.ts';
import { invalid } from '../http/request-error.ts';

export interface Sampling {
  /** 0: always the likeliest token. */
  readonly temperature: number;
  readonly topP: number;
  /** 0: all. */
  readonly topK: number;
  readonly minP: number;
  readonly seed: number;
  /** 1: none. */
  readonly repeatPenalty: number;
  readonly frequencyPenalty: number;
  readonly presencePenalty: number;
  /** Added to the logit of a token; [token, bias]. */
  readonly logitBias: readonly (readonly [number, number])[];
}

export interface Limits {
  /** null: until the model ends, or the context does. */
  readonly maxTokens: number | null;
  readonly stops: readonly string[];
}

const seedMax = 2 ** 32 - 1;

/** Defaults are llama-server's. `random` gives a seed where the request has none. Throws RequestError 400. */
export function readSampling(body: JsonObject, random: () => number = Math.random): Sampling {
  const seed = numberField(body, 'seed', { integer: true, min: -(2 ** 31), max: seedMax });
  return {
    temperature: numberField(body, 'temperature', { min: 0 }) ?? 0.8,
    topP: numberField(body, 'top_p', { min: 0, max: 1 }) ?? 0.95,
    topK: Math.max(0, numberField(body, 'top_k', { integer: true, min: -1 }) ?? 40),
    minP: numberField(body, 'min_p', { min: 0, max: 1 }) ?? 0.05,
    seed: seed === undefined || seed < 0 ? Math.floor(random() * seedMax) : seed,
    repeatPenalty: numberField(body, 'repeat_penalty', { min: 0 }) ?? 1,
    frequencyPenalty: numberField(body, 'frequency_penalty', { min: -2, max: 2 }) ?? 0,
    presencePenalty: numberField(body, 'presence_penalty', { min: -2, max: 2 }) ?? 0,
    logitBias: readLogitBias(objectField(body, 'logit_bias') ?? {}),
  };
}

/** Throws RequestError 400. */
export function readLimits(body: JsonObject): Limits {
  const newer = readMaxTokens(body, 'max_completion_tokens');
  return { maxTokens: newer ?? readMaxTokens(body, 'max_tokens') ?? null, stops: readStops(body) };
}

/** -1 is llama-server's word for no limit. */
function readMaxTokens(body: JsonObject, name: string): number | null | undefined {
  const value = numberField(body, name, { integer: true, min: -1 });
  if (value === 0) throw invalid(name, `'${name}' must be at least 1, not 0.`);
  return value === -1 ? null : value;
}

function readStops(body: JsonObject): readonly string[] {
  const value = body['stop'] ?? [];
  const stops = typeof value === 'string' ? [value] : arrayField(body, 'stop');
  return (stops ?? []).filter((it) => {
    if (typeof it !== 'string') throw wrongType('stop', 'a string or an array of strings', it);
    return it !== '';
  }) as string[];
}

function readLogitBias(bias: JsonObject): Sampling['logitBias'] {
  return Object.entries(bias).map(([token, value]) => {
    const id = /^\d+$/.test(token) ? Number(token) : Number.NaN;
    if (Number.isSafeInteger(id) && typeof value === 'number' && Math.abs(value) <= 100) return [id, value] as const;
    throw invalid('logit_bias', "'logit_bias' must hold numbers from -100 to 100 under the numbers of tokens.");
  });
}
