import { contextArgs, listenArgs, modelSource } from '../command-line.ts';
import { askEngine, probeHealth } from '../engine-call.ts';
import { normaliseEngineError } from '../error-envelope.ts';
import type { CommandLine, CommandOptions, EngineKind } from '../kind.ts';
import { anthropicPaths, openAiPaths, servePaths, tokenizerPaths } from '../served-paths.ts';
import { countLlamaCppTokens } from './count-tokens.ts';
import { llamaCppErrors } from './errors.ts';
import { llamaCppLora } from './lora.ts';
import { rewriteLlamaCppRequest } from './rewrite-request.ts';

/** Time for a version: nobody waits for it, and a busy engine still answers `/props` at once. */
const versionTimeoutMs = 3_000;

export const llamaCpp: EngineKind = {
  name: 'llama.cpp',
  defaults: { readyTimeoutMs: 60_000, healthPath: '/health', concurrency: null },
  // It closes connections after errors, and now and then after a stream: see the README of this folder.
  streamConnections: 'per-request',
  async version(target) {
    const build = (await askEngine(target, '/props', { timeoutMs: versionTimeoutMs }))?.['build_info'];
    return typeof build === 'string' && build !== '' ? build : null;
  },
  ready: (target, timeoutMs) => probeHealth(target, target.healthPath ?? '/health', timeoutMs),
  countTokens: countLlamaCppTokens,
  commandLine,
  enginePath: servePaths([...openAiPaths, ...anthropicPaths, ...tokenizerPaths, '/v1/rerank']),
  rewriteRequest: rewriteLlamaCppRequest,
  lora: llamaCppLora,
  normaliseError: (status, body) => normaliseEngineError(status, body, llamaCppErrors),
};

/** Its own LoRA adapters come last: what the user gives by `args` keeps its ids. */
function commandLine(options: CommandOptions): CommandLine {
  const { model, args } = modelSource(options);
  return {
    command: [
      'llama-server',
      ...[isFile(model) ? '-m' : '-hf', model],
      ...listenArgs,
      ...contextArgs('-c', options),
      '--metrics',
      ...args,
      ...llamaCppLora.args(options.loras ?? []),
    ],
    env: {},
  };
}

/** A file ends in `.gguf`, or is what a download leaves; else it is a repository on Hugging Face (`org/name[:quant]`). */
const isFile = (model: string): boolean => /\.gguf$/i.test(model) || /^\$\{MODEL_(PATH|DIR)\}/.test(model);
