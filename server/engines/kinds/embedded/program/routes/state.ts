/** What the engine says of itself. */
import type { Engine } from '../engine.ts';
import { sendJson } from '../http/exchange.ts';
import type { Call } from '../http/server.ts';
import type { LoraAdapters } from '../lora/lora-adapters.ts';
import type { Metrics } from '../metrics.ts';

export interface Versions {
  /** Of node-llama-cpp. */
  readonly version: string;
  /** The release of llama.cpp inside it. */
  readonly llamaCpp: string;
}

export interface ServedModels {
  readonly engine: Engine;
  readonly loras: Pick<LoraAdapters, 'list'>;
  /** The base model's id. */
  readonly name: string;
  readonly file: string;
  /** Seconds. */
  readonly startedAt: number;
}

export interface MeasuredParts {
  readonly engine: Engine;
  readonly loras: Pick<LoraAdapters, 'running' | 'waiting'>;
  readonly metrics: Metrics;
}

/** GET /health */
export function health({ version }: Versions, { response }: Call): void {
  sendJson(response, 200, { status: 'ok', version });
}

/** GET /version */
export function version({ version: own, llamaCpp }: Versions, { response }: Call): void {
  sendJson(response, 200, { version: own, llama_cpp: llamaCpp });
}

/** GET /v1/models: the base model, and the LoRA adapters with it as their parent. */
export function models({ engine, loras, name, file, startedAt }: ServedModels, { response }: Call): void {
  const { model, contextSize, vocabulary } = engine;
  const meta = {
    n_vocab: vocabulary.tokenizer.vocabularySize,
    n_ctx: contextSize,
    n_ctx_train: model.trainContextSize,
    n_embd: model.embeddingVectorSize,
    size: model.size,
  };
  const kind = { object: 'model', owned_by: 'roundhouse' };
  const base = { id: name, ...kind, created: startedAt, root: file, parent: null, meta };
  const adapters = loras.list().map(({ name: id, path: root, loadedAt: created }) => {
    return { id, ...kind, created, root, parent: name };
  });
  sendJson(response, 200, { object: 'list', data: [base, ...adapters] });
}

/** GET /metrics */
export function metricsText({ engine, loras, metrics }: MeasuredParts, { response }: Call): void {
  const { running, waiting } = engine.pool;
  const text = metrics.render({ processing: running + loras.running, deferred: waiting + loras.waiting });
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  response.end(text);
}
