import type { Embedder } from '../embedder.ts';
import type { Engine } from '../engine.ts';
import { sendJson } from '../http/exchange.ts';
import { type JsonObject, numberField, stringField } from '../http/fields.ts';
import { invalid, unsupported } from '../http/request-error.ts';
import type { Call } from '../http/server.ts';
import type { Metrics } from '../metrics.ts';
import { modelName } from './answer.ts';

export interface EmbeddingParts {
  readonly engine: Engine;
  readonly embedder: Embedder;
  readonly metrics: Metrics;
  readonly name: string;
}

/** POST /v1/embeddings */
export async function embeddings(parts: EmbeddingParts, { body, response, signal }: Call): Promise<void> {
  const { engine, embedder, metrics, name } = parts;
  const encode = readEncoding(body);
  checkDimensions(body, engine.model.embeddingVectorSize);
  const inputs = engine.vocabulary.prompts(body, 'input');
  for (const input of inputs) {
    if (input.length === 0) throw invalid('input', "'input' must not be empty.");
    embedder.checkFits(input);
  }
  const data: object[] = [];
  let tokens = 0;
  for (const [index, input] of inputs.entries()) {
    signal.throwIfAborted();
    data.push({ object: 'embedding', index, embedding: encode(await embedder.embed(input)) });
    tokens += input.length;
  }
  metrics.embedded(tokens);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  sendJson(response, 200, { object: 'list', model: modelName(body, name), data, usage });
}

function readEncoding(body: JsonObject): (vector: Float32Array) => string | number[] {
  const format = stringField(body, 'encoding_format') ?? 'float';
  if (format === 'float') return (vector) => [...vector];
  if (format === 'base64') return toBase64;
  throw invalid('encoding_format', "'encoding_format' must be float or base64.");
}

/** 32-bit floats, little-endian whatever the machine. */
export function toBase64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((it, index) => void bytes.writeFloatLE(it, index * 4));
  return bytes.toString('base64');
}

function checkDimensions(body: JsonObject, own: number): void {
  const asked = numberField(body, 'dimensions', { integer: true, min: 1 });
  if (asked !== undefined && asked !== own) {
    throw unsupported('dimensions', `'dimensions': this model's embeddings have ${own}, not ${asked}.`);
  }
}
