// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the template has ${MODEL} itself
/** From the template of the configuration and a user's request to a model. Pure. */
import type { EngineCommand, EngineKindName, ModelConfig, UserEnginesConfig } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import type { StartRequest } from './user-engines.ts';

/** What a user may say, after it was checked. */
export interface CheckedRequest {
  readonly model: string;
  readonly maxModelLen: number | null;
  readonly tensorParallel: number;
  readonly seed: number | null;
}

/** `name` or `organisation/name`, as the hub has them: no option, no path, nothing that a template could trip over. */
const hubName = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/;

/** Throws `invalid_request`, and `model_not_found` for what users may not start. */
export function checkRequest(request: StartRequest, template: UserEnginesConfig): CheckedRequest {
  const { model, maxModelLen, tensorParallel, seed, hubToken } = request;
  // Those who refuse it later show what they refuse.
  if (hubToken?.includes('\0')) throw invalid('HUGGING_FACE_HUB_TOKEN', 'holds a NUL character; no token does.');
  if (!hubName.test(model) || model.includes('..'))
    throw invalid('Model', 'must be a name as on the hub, `name` or `organisation/name`.');
  if (!template.models.some((glob) => globPattern(glob).test(model)))
    throw new AppError(
      'model_not_found',
      `Users may not start "${model}" here. They may: ${template.models.join(', ')}.`,
      {
        param: 'Model',
      },
    );
  if (maxModelLen !== null && template.maxModelLen !== null && maxModelLen > template.maxModelLen)
    throw invalid('MAX_MODEL_LEN', `is ${maxModelLen}; users may ask for ${template.maxModelLen} at most.`);
  if (tensorParallel !== null && tensorParallel > template.maxTensorParallel)
    throw invalid(
      'TENSOR_PARALLEL_SIZE',
      `is ${tensorParallel}; users may ask for ${template.maxTensorParallel} at most.`,
    );
  return {
    model,
    maxModelLen: maxModelLen ?? template.defaultModelLen,
    tensorParallel: tensorParallel ?? 1,
    seed: takesSeed(template) ? seed : null,
  };
}

const invalid = (param: string, message: string): AppError =>
  new AppError('invalid_request', `\`${param}\` ${message}`, { param });

/** `*` stands for anything, slashes too. */
const globPattern = (glob: string): RegExp =>
  new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')}$`);

/** `env`: of this engine alone. */
export function buildModel(
  name: string,
  request: CheckedRequest,
  template: UserEnginesConfig,
  env: Readonly<Record<string, string>>,
): ModelConfig {
  const { idleUnloadMs, workDir, readyTimeoutMs, stopTimeoutMs, engine, docker = null, gpus = null } = template;
  const variant = {
    context: request.maxModelLen,
    run: fill(template.run, request, engine),
    source: null,
    env: { ...template.env, ...env },
    workDir,
    stopCommand: null,
    readyTimeoutMs,
    stopTimeoutMs,
    docker,
    gpus: gpus === 'tensor_parallel' ? { count: request.tensorParallel } : gpus,
  };
  return {
    name,
    aliases: [],
    engine,
    idleUnloadMs,
    preload: false,
    replicas: 1,
    concurrency: null,
    maxWaitMs: 60_000,
    maxQueue: 1000,
    drainTimeoutMs: 30_000,
    reserveTokens: 512,
    variants: [variant],
    urls: [],
    engineModel: request.model,
    headers: {},
    apiKey: null,
    healthPath: null,
    endsWithGateway: true,
  };
}

function fill(run: EngineCommand, request: CheckedRequest, engine: EngineKindName): EngineCommand {
  const values: Readonly<Record<string, string>> = {
    MODEL: request.model,
    MAX_MODEL_LEN: String(request.maxModelLen ?? ''),
    TENSOR_PARALLEL_SIZE: String(request.tensorParallel),
    SEED: String(request.seed ?? 0),
  };
  const filled = (text: string): string =>
    text.replace(/\$\{([A-Z_]+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] as string) : whole,
    );
  if (run.by === 'command') return { by: 'command', command: run.command.map(filled) };
  return { by: 'model', model: filled(run.model), args: [...run.args.map(filled), ...optionArgs(request, engine)] };
}

/** How each engine is told; those that are not here cannot be. */
const parallelOptions: Partial<Record<EngineKindName, string>> = {
  vllm: '--tensor-parallel-size',
  sglang: '--tp-size',
};
const seedOptions: Partial<Record<EngineKindName, string>> = {
  vllm: '--seed',
  sglang: '--random-seed',
  'llama.cpp': '--seed',
};

function optionArgs({ tensorParallel, seed }: CheckedRequest, engine: EngineKindName): string[] {
  const parallel = parallelOptions[engine];
  const seedOption = seedOptions[engine];
  return [
    ...(parallel === undefined || tensorParallel === 1 ? [] : [parallel, String(tensorParallel)]),
    ...(seedOption === undefined || seed === null ? [] : [seedOption, String(seed)]),
  ];
}

const takesSeed = ({ run, engine }: UserEnginesConfig): boolean =>
  run.by === 'model' ? seedOptions[engine] !== undefined : run.command.some((word) => word.includes('${SEED}'));

const quantizations =
  /(^|[^a-z])(awq|gptq|gguf|bnb|marlin|exl2|fp8|fp4|nf4|int[48]|w[48]a(8|16)|[2-8]bits?|i?q[2-8](_\w+)?)([^a-z]|$)/i;

/** As the name of the model says, or that of its file. */
export const isQuantized = (model: string, { run }: UserEnginesConfig): boolean =>
  quantizations.test(model) || (run.by === 'model' && quantizations.test(run.model.split('/').at(-1) ?? ''));
