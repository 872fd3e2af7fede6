/** The table of routes. Until the model is loaded each of them answers 503, as llama-server's do. */
import type { Engine } from '../engine.ts';
import { stringField } from '../http/fields.ts';
import { loading } from '../http/request-error.ts';
import type { Call, Route } from '../http/server.ts';
import type { LoraAdapters, Runner } from '../lora/lora-adapters.ts';
import type { Metrics } from '../metrics.ts';
import { chatCompletions } from './chat-completions.ts';
import { completions } from './completions.ts';
import { embeddings } from './embeddings.ts';
import { loadLora, unloadLora } from './lora.ts';
import { health, metricsText, models, type Versions, version } from './state.ts';
import { count, detokenize, tokenize } from './tokens.ts';

export interface Loaded {
  /** Of the base model. */
  readonly engine: Engine;
  readonly loras: LoraAdapters;
  readonly metrics: Metrics;
  readonly versions: Versions;
  /** The model's id where a request names none. */
  readonly name: string;
  /** Of the base model. */
  readonly file: string;
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
  /** Routes that answer as the LoRA adapter which `model` names. */
  const modelRoute = (path: string, handle: (runner: Runner, parts: Loaded, call: Call) => Promise<void>) =>
    route('POST', path, (parts, call) =>
      parts.loras.use(stringField(call.body, 'model'), (runner) => handle(runner, parts, call)),
    );
  return [
    route('GET', '/health', (it, call) => health(it.versions, call)),
    route('GET', '/version', (it, call) => version(it.versions, call)),
    route('GET', '/metrics', (it, call) => metricsText(it, call)),
    route('GET', '/v1/models', (it, call) => models(it, call)),
    modelRoute('/v1/chat/completions', ({ engine }, { name }, call) => chatCompletions(engine, name, call)),
    modelRoute('/v1/completions', ({ engine }, { name }, call) => completions(engine, name, call)),
    modelRoute('/v1/embeddings', (runner, parts, call) => embeddings({ ...parts, ...runner }, call)),
    route('POST', '/v1/load_lora_adapter', (it, call) => loadLora(it.loras, call)),
    route('POST', '/v1/unload_lora_adapter', (it, call) => unloadLora(it.loras, call)),
    route('POST', '/tokenize', (it, call) => tokenize(it.engine, call)),
    route('POST', '/detokenize', (it, call) => detokenize(it.engine, call)),
    route('POST', '/count', (it, call) => count(it.engine, call)),
  ];
}
