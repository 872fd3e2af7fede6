/** Listens at once, loads the model, and ends on SIGTERM. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { getModuleVersion } from 'node-llama-cpp';
import { createEmbedder } from './embedder.ts';
import { createEngine } from './engine.ts';
import { createHttpServer } from './http/server.ts';
import { createGenerationContext, LoadError, loadModel } from './load-model.ts';
import { createLoraAdapters } from './lora/lora-adapters.ts';
import { takeLoras } from './lora/native-lora.ts';
import { openLora } from './lora/open-lora.ts';
import { createMetrics } from './metrics.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type { EngineOptions } from './options.ts';
import { createVocabulary } from './prompt/vocabulary.ts';
import { createRoutes, type Loaded } from './routes/index.ts';

/** How long memory may be given back in good order before the process just ends. */
const disposeMs = 80;

/** Runs until a signal; throws LoadError where it cannot start. */
export async function serve(options: EngineOptions): Promise<void> {
  let loaded: Loaded | null = null;
  const server = createHttpServer(createRoutes(() => loaded));
  await listen(server, options);
  const stop = () => void end(server, async () => loaded?.engine.model.llama.dispose());
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  loaded = await load(options);
}

async function load(options: EngineOptions): Promise<Loaded> {
  const { threads, maxLoras } = options;
  const { llama, model } = await loadModel(options);
  const { context, contextSize } = await createGenerationContext({ llama, model }, options);
  // Those of the command line stay as long as the model.
  takeLoras(model);
  const [metrics, vocabulary, oneAtATime] = [createMetrics(), createVocabulary(model), createOneAtATime()];
  const engine = createEngine({ llama, model, context, contextSize, vocabulary, metrics });
  const embedder = createEmbedder({ model, contextSize, threads, oneAtATime, loras: [] });
  const name = basename(options.model).replace(/\.gguf$/i, '');
  const parts = { llama, model, context, contextSize, threads, vocabulary, metrics, oneAtATime };
  return {
    engine,
    loras: createLoraAdapters({
      base: { engine, embedder },
      baseName: name,
      max: maxLoras,
      open: (file) => openLora(parts, file),
      oneAtATime,
      now: Date.now,
      onFault: (error) => void process.stderr.write(`cannot free a LoRA adapter: ${String(error)}\n`),
    }),
    metrics,
    versions: { version: await getModuleVersion(), llamaCpp: llama.llamaCppRelease.release },
    name,
    file: options.model,
    startedAt: Math.floor(Date.now() / 1_000),
  };
}

async function listen(server: Server, { host, port }: EngineOptions): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw new LoadError(`cannot listen on ${host}:${port}: ${(error as Error).message}`);
  }
}

/** Clients see their connections break, which stops their requests. */
async function end(server: Server, dispose: () => Promise<void>): Promise<void> {
  server.close();
  server.closeAllConnections();
  await Promise.race([dispose().catch(() => {}), delay(disposeMs)]);
  process.exit(0);
}
