import { contextArgs, listenArgs, modelSource, servedModelName } from '../command-line.ts';
import { askEngine, probeHealth } from '../engine-call.ts';
import { normaliseEngineError } from '../error-envelope.ts';
import type { CommandLine, CommandOptions, EngineKind, EngineTarget, Readiness } from '../kind.ts';
import { rewriteModel } from '../rewrite-model.ts';
import { anthropicPaths, openAiPaths, servePaths } from '../served-paths.ts';
import { countSglangTokens } from './count-tokens.ts';
import { sglangErrors } from './errors.ts';
import { sglangLora } from './lora.ts';

const versionTimeoutMs = 3_000;

export const sglang: EngineKind = {
  name: 'sglang',
  defaults: { readyTimeoutMs: 600_000, healthPath: '/model_info', concurrency: null },
  streamConnections: 'pooled',
  async version(target) {
    for (const path of ['/server_info', '/get_server_info']) {
      const version = (await askEngine(target, path, { timeoutMs: versionTimeoutMs }))?.['version'];
      if (typeof version === 'string') return version;
    }
    return null;
  },
  ready,
  countTokens: countSglangTokens,
  commandLine,
  enginePath: servePaths([...openAiPaths, ...anthropicPaths, '/v1/rerank'], {
    '/tokenize': '/v1/tokenize',
    '/detokenize': '/v1/detokenize',
  }),
  rewriteRequest: rewriteModel,
  lora: sglangLora,
  normaliseError: (status, body) => normaliseEngineError(status, body, sglangErrors),
};

/** Not `/health`: SGLang generates a token for it, so each probe would wait for a busy scheduler. */
async function ready(target: EngineTarget, timeoutMs: number): Promise<Readiness> {
  if (target.healthPath !== null) return probeHealth(target, target.healthPath, timeoutMs);
  const now = await probeHealth(target, '/model_info', timeoutMs);
  if (now.state !== 'loading' || !now.reason.endsWith(' 404')) return now;
  // Before 0.5.x the same was called so.
  return probeHealth(target, '/get_model_info', timeoutMs);
}

function commandLine(options: CommandOptions): CommandLine {
  const { model, args } = modelSource(options);
  return {
    command: [
      ...['python3', '-m', 'sglang.launch_server', '--model-path', model],
      ...listenArgs,
      ...['--served-model-name', servedModelName(options.model)],
      ...contextArgs('--context-length', options),
      ...args,
    ],
    env: {},
  };
}
