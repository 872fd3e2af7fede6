import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileCacheEnv } from '../../../platform/compile-cache.ts';
import { contextArgs, listenArgs, modelSource } from '../command-line.ts';
import { askEngine, probeHealth } from '../engine-call.ts';
import { type ErrorRules, normaliseEngineError } from '../error-envelope.ts';
import type { CommandLine, CommandOptions, CountInput, EngineKind, EngineTarget } from '../kind.ts';
import { rewriteModel } from '../rewrite-model.ts';
import { servePaths, tokenizerPaths } from '../served-paths.ts';
import { vllmLora } from '../vllm-lora.ts';
import { embeddedLoraRules } from './lora-rules.ts';

const versionTimeoutMs = 3_000;

/** Our own program answers in the envelope, with the status and the code that it means. */
const errors: ErrorRules = { callerFaults: [], overflows: [] };

/** The child program beside this file: `.ts` in a checkout, `.js` in the published package. */
const program = fileURLToPath(new URL(`./program/main${extname(import.meta.url)}`, import.meta.url));

export const embedded: EngineKind = {
  name: 'embedded',
  defaults: { readyTimeoutMs: 60_000, healthPath: '/health', concurrency: null },
  streamConnections: 'pooled',
  async version(target) {
    const version = (await askEngine(target, '/health', { timeoutMs: versionTimeoutMs }))?.['version'];
    return typeof version === 'string' ? version : null;
  },
  ready: (target, timeoutMs) => probeHealth(target, target.healthPath ?? '/health', timeoutMs),
  countTokens,
  commandLine,
  enginePath: servePaths(['/v1/chat/completions', '/v1/completions', '/v1/embeddings', ...tokenizerPaths]),
  rewriteRequest: rewriteModel,
  // Its routes are vLLM's. Tokens are the same with a LoRA adapter and without, so every route serves them.
  lora: vllmLora({ formats: ['gguf'], errors, rules: embeddedLoraRules, serves: () => true }),
  normaliseError: (status, body) => normaliseEngineError(status, body, errors),
};

async function countTokens(
  target: EngineTarget,
  { path, body }: CountInput,
  timeoutMs: number,
): Promise<number | null> {
  const tokens = (await askEngine(target, '/count', { timeoutMs, json: { path, body } }))?.['tokens'];
  return typeof tokens === 'number' ? tokens : null;
}

/** Run by the Node that runs the gateway: it is the one which the project brings along. */
function commandLine(options: CommandOptions): CommandLine {
  const { model, args } = modelSource(options);
  return {
    command: [
      ...[process.execPath, program, '--model', model],
      ...listenArgs,
      ...contextArgs('--context', options),
      ...args,
    ],
    env: compileCacheEnv(),
  };
}
