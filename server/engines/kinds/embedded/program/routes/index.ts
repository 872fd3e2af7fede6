/** The table of routes. Until the model is loaded each of them answers 503, as llama-server's do. */
import type { Embedder } from '../embedder.ts';
import type { Engine } from '../engine.ts';
import { loading } from '../http/request-error.ts';
import type { Call, Route } from '../http/server.ts';
import type { Metrics } from '../metrics.ts';
import { chatCompletions } from './chat-completions.ts';
import { completions } from './completions.ts';
import { embeddings } from './embeddings.ts';
import { health, metricsText, models, type Versions, version } from './state.ts';
import { count, detokenize, tokenize } from './tokens.ts';

export interface Loaded {
  readonly engine: Engine;
  readonly embedder: Embedder;
  readonly metrics: Metrics;
  readonly versions: Versions;
  /** The model's id where a request names none. */
  readonly name: string;
  /** Seconds. */
  readonly startedAt: number;
}

/** `loaded`: null while the model is being loaded. */
export function createRoutes(loaded: () => Loaded | null): readonly Route[] {
  type Handle = (parts: Loaded, call: Call) => Promise<void> | void;
  const route = (method: Route['method'], path: string, handle: Handle): Route => ({
    method,
    path,
    handle(call) {
      const parts = loaded();
      if (parts === null) throw loading();
      return handle(parts, call);
    },
  });
  return [
    route('GET', '/health', (it, call) => health(it.versions, call)),
    route('GET', '/version', (it, call) => version(it.versions, call)),
    route('GET', '/metrics', (it, call) => metricsText(it.engine, it.metrics, call)),
    route('GET', '/v1/models', (it, call) => models(it.engine, it.name, it.startedAt, call)),
    route('POST', '/v1/chat/completions', (it, call) => chatCompletions(it.engine, it.name, call)),
    route('POST', '/v1/completions', (it, call) => completions(it.engine, it.name, call)),
    route('POST', '/v1/embeddings', embeddings),
    route('POST', '/tokenize', (it, call) => tokenize(it.engine, call)),
    route('POST', '/detokenize', (it, call) => detokenize(it.engine, call)),
    route('POST', '/count', (it, call) => count(it.engine, call)),
  ];
}
