/** What the engine says of itself. */
import type { Engine } from '../engine.ts';
import { sendJson } from '../http/exchange.ts';
import type { Call } from '../http/server.ts';
import type { Metrics } from '../metrics.ts';

export interface Versions {
  /** Of node-llama-cpp. */
  readonly version: string;
  /** The release of llama.cpp inside it. */
  readonly llamaCpp: string;
}

/** GET /health */
export function health({ version }: Versions, { response }: Call): void {
  sendJson(response, 200, { status: 'ok', version });
}

/** GET /version */
export function version({ version: own, llamaCpp }: Versions, { response }: Call): void {
  sendJson(response, 200, { version: own, llama_cpp: llamaCpp });
}

/** GET /v1/models */
export function models(engine: Engine, id: string, startedAt: number, { response }: Call): void {
  const { model, contextSize, vocabulary } = engine;
  const meta = {
    n_vocab: vocabulary.tokenizer.vocabularySize,
    n_ctx: contextSize,
    n_ctx_train: model.trainContextSize,
    n_embd: model.embeddingVectorSize,
    size: model.size,
  };
  const data = [{ id, object: 'model', created: startedAt, owned_by: 'roundhouse', meta }];
  sendJson(response, 200, { object: 'list', data });
}

/** GET /metrics */
export function metricsText(engine: Engine, metrics: Metrics, { response }: Call): void {
  const text = metrics.render({ processing: engine.pool.running, deferred: engine.pool.waiting });
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
  response.end(text);
}
