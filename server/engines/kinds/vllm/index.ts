import { contextArgs, listenArgs, modelSource, servedModelName } from '../command-line.ts';
import { askEngine, probeHealth } from '../engine-call.ts';
import { normaliseEngineError } from '../error-envelope.ts';
import type { CommandLine, CommandOptions, EngineKind } from '../kind.ts';
import { rewriteModel } from '../rewrite-model.ts';
import { anthropicPaths, openAiPaths, servePaths, tokenizerPaths } from '../served-paths.ts';
import { vllmLora } from '../vllm-lora.ts';
import { countVllmTokens } from './count-tokens.ts';
import { vllmErrors } from './errors.ts';
import { vllmLoraRules } from './lora-rules.ts';

const versionTimeoutMs = 3_000;

export const vllm: EngineKind = {
  name: 'vllm',
  defaults: { readyTimeoutMs: 600_000, healthPath: '/health', concurrency: null },
  streamConnections: 'pooled',
  async version(target) {
    const version = (await askEngine(target, '/version', { timeoutMs: versionTimeoutMs }))?.['version'];
    return typeof version === 'string' ? version : null;
  },
  ready: (target, timeoutMs) => probeHealth(target, target.healthPath ?? '/health', timeoutMs),
  countTokens: countVllmTokens,
  commandLine,
  enginePath: servePaths([...openAiPaths, ...anthropicPaths, ...tokenizerPaths, '/v1/rerank']),
  rewriteRequest: rewriteModel,
  lora: vllmLora({ formats: ['peft'], errors: vllmErrors, rules: vllmLoraRules, serves: () => true }),
  normaliseError: (status, body) => normaliseEngineError(status, body, vllmErrors),
};

/** vLLM refuses every model name but its own, so it is told the name that it will be asked for. */
function commandLine(options: CommandOptions): CommandLine {
  const { model, args } = modelSource(options);
  return {
    command: [
      ...['vllm', 'serve', model],
      ...listenArgs,
      ...['--served-model-name', servedModelName(options.model)],
      ...contextArgs('--max-model-len', options),
      ...args,
    ],
    env: {},
  };
}
