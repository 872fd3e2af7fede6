import { AppError } from '../../../platform/errors.ts';
import { probeHealth } from '../engine-call.ts';
import { type ErrorRules, normaliseEngineError } from '../error-envelope.ts';
import type { EngineKind } from '../kind.ts';
import { llamaCppErrors } from '../llama-cpp/errors.ts';
import { rewriteModel } from '../rewrite-model.ts';
import { servePaths, tokenizerPaths } from '../served-paths.ts';
import { sglangErrors } from '../sglang/errors.ts';
import { vllmErrors } from '../vllm/errors.ts';

/** Behind the URL there may be any server, also one of those that we know. */
const known = [llamaCppErrors, vllmErrors, sglangErrors];
const openAiErrors: ErrorRules = {
  callerFaults: known.flatMap((it) => it.callerFaults),
  overflows: known.flatMap((it) => it.overflows),
};

const serveTokenizer = servePaths(tokenizerPaths);

/** Says no to the caller, or to the path: a server that lists no models, or not without a key, is alive all the same. */
const aliveStatuses = [401, 403, 404, 405];

/** Any server that speaks OpenAI's API. What it counts, and what version it has, it does not tell. */
export const openAi: EngineKind = {
  name: 'openai',
  defaults: { readyTimeoutMs: 60_000, healthPath: '/v1/models', concurrency: null },
  streamConnections: 'pooled',
  version: async () => null,
  ready: (target, timeoutMs) =>
    target.healthPath === null
      ? probeHealth(target, '/v1/models', timeoutMs, aliveStatuses)
      : probeHealth(target, target.healthPath, timeoutMs),
  countTokens: async () => null,
  commandLine({ model }) {
    throw new AppError(
      'invalid_request',
      `model "${model.name}": there is no command line for \`engine: openai\`; give a \`command:\`, or the \`url:\` of a server that is running`,
    );
  },
  // Whichever routes the gateway forwards: what such a server has, only it knows, and it says 404 itself.
  enginePath: (path) => (path.startsWith('/v1/') ? path : serveTokenizer(path)),
  rewriteRequest: rewriteModel,
  lora: null,
  normaliseError: (status, body) => normaliseEngineError(status, body, openAiErrors),
};
