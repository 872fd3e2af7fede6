import { isAbsolute, resolve } from 'node:path';
import type { DockerRunConfig, EngineCommand, EngineKindName, VariantConfig } from '../config.ts';
import { checkSeen, normaliseDocker } from '../docker/normalise-docker.ts';
import { checkGpuEnv, normaliseGpus } from '../docker/normalise-gpus.ts';
import type { ModelFile, VariantFile } from '../model-schema.ts';
import type { KeyPath } from '../problems.ts';
import type { Check } from './check.ts';
import { durationMs } from './duration-ms.ts';
import { modelInSource, normaliseSource } from './source.ts';

const READY_TIMEOUT: Readonly<Record<EngineKindName, string>> = {
  embedded: '60s',
  'llama.cpp': '60s',
  openai: '60s',
  vllm: '600s',
  sglang: '600s',
};
/** Engines are mostly stopped to make room for another one, and SGLang takes 10.6 s. */
const STOP_TIMEOUT = '15s';

/** At the model's own level these say what all variants have in common. */
const SHARED = [
  'model',
  'source',
  'source_files',
  'args',
  'env',
  'work_dir',
  'stop_command',
  'ready_timeout',
  'stop_timeout',
  'docker',
  'gpus',
] as const;

/** What engines find where they run. */
export interface Machine {
  /** Numbers of its GPUs; null: not known yet. */
  readonly gpus: readonly number[] | null;
  readonly dockerIsHere: boolean;
}

interface Place {
  readonly engine: EngineKindName;
  readonly check: Check;
  readonly downloadRoot: string;
  readonly machine: Machine;
  /** Where a key of the variant stands: with the variant, or with the model. */
  readonly at: (key: keyof VariantFile) => KeyPath;
}

/** One for a model without `variants`. Smallest context first. */
export function normaliseVariants(
  file: ModelFile,
  path: KeyPath,
  { check, downloadRoot, machine }: Pick<Place, 'check' | 'downloadRoot' | 'machine'>,
): VariantConfig[] {
  const { engine } = file;
  if (file.variants === undefined)
    return [normaliseVariant(file, { engine, check, downloadRoot, machine, at: (key) => [...path, key] })];
  for (const key of ['context', 'command'] as const)
    if (file[key] !== undefined)
      check.problem([...path, key], `with variants, ${key} belongs into each of them; move it there`);
  const variants = file.variants.map((own, index) => {
    const at = (key: keyof VariantFile): KeyPath =>
      own[key] === undefined && file[key] !== undefined ? [...path, key] : [...path, 'variants', index, key];
    return normaliseVariant(withShared(own, file), { engine, check, downloadRoot, machine, at });
  });
  checkOrder(variants, [...path, 'variants'], check);
  return variants;
}

function withShared(own: VariantFile, file: ModelFile): VariantFile {
  const shared = Object.fromEntries(SHARED.map((key) => [key, file[key]]));
  // A variant with a command of its own has no use for the shared way to build one.
  if (own.command !== undefined) for (const key of ['model', 'args']) delete shared[key];
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return { ...shared, ...said, env: { ...file.env, ...own.env } };
}

function normaliseVariant(file: VariantFile, place: Place): VariantConfig {
  const { check, engine, at } = place;
  const workDir = resolve(check.baseDir, file.work_dir ?? '.');
  if (file.work_dir !== undefined && file.docker !== undefined)
    check.problem(at('work_dir'), 'is a folder of this machine; say docker.work_dir for one inside the container');
  else if (file.work_dir !== undefined && !check.isDirectory(workDir))
    check.problem(at('work_dir'), `there is no folder ${workDir}; create it, or correct the path`);
  const docker = dockerOf(file, place);
  const run = engineCommand(file, place, docker);
  return {
    context: file.context ?? null,
    run,
    source: normaliseSource(file, place),
    env: checkedEnv(file.env ?? {}, place),
    workDir,
    stopCommand: file.stop_command == null ? null : checkedCommand(file.stop_command, at('stop_command'), check),
    readyTimeoutMs: durationMs(file.ready_timeout ?? READY_TIMEOUT[engine], at('ready_timeout'), check),
    stopTimeoutMs: durationMs(file.stop_timeout ?? STOP_TIMEOUT, at('stop_timeout'), check),
    ...(docker === null ? {} : { docker }),
    ...gpusOf(file, place, run !== null),
  };
}

function dockerOf(file: VariantFile, { check, at, machine }: Place): DockerRunConfig | null {
  if (file.docker === undefined) return null;
  if (file.source !== undefined && !machine.dockerIsHere)
    check.problem(at('source'), 'is fetched to this machine, and Docker runs on another one, which would not see it');
  const builtCommand = file.command === undefined && (file.model !== undefined || file.source !== undefined);
  return normaliseDocker(file.docker, { check, path: at('docker'), builtCommand });
}

function gpusOf(file: VariantFile, { check, at, machine }: Place, isStarted: boolean): Pick<VariantConfig, 'gpus'> {
  if (file.gpus === undefined) return {};
  if (!isStarted) check.problem(at('gpus'), 'the engine is already running: what it has is not ours to give');
  if (file.docker !== undefined && !machine.dockerIsHere && machine.gpus === null)
    check.problem(at('gpus'), 'Docker runs on another machine; say which GPUs it has with `gpus` at the top');
  checkGpuEnv(file.env ?? {}, at('env'), check);
  return { gpus: normaliseGpus(file.gpus, { check, path: at('gpus'), known: machine.gpus }) };
}

function engineCommand(file: VariantFile, place: Place, docker: DockerRunConfig | null): EngineCommand | null {
  const { engine, check, at } = place;
  if (file.command !== undefined && file.model !== undefined)
    check.problem(
      at('model'),
      'there are both command and model; the command is built from model, so remove one of them',
    );
  if (file.args !== undefined && file.model === undefined && file.source === undefined)
    check.problem(at('args'), 'args go with model; with command, put them into the command');
  if (file.command !== undefined) return { by: 'command', command: checkedCommand(file.command, at('command'), check) };
  // An image may know by itself what to run.
  if (file.model === undefined && file.source === undefined)
    return docker === null ? null : { by: 'command', command: [] };
  if (engine === 'openai')
    check.problem(
      at(file.model === undefined ? 'source' : 'model'),
      'no command can be built for the engine openai; give command or url (and engine_model for the name it is asked for)',
    );
  return {
    by: 'model',
    model: file.source === undefined ? modelFile(file.model as string, place, docker) : modelInSource(file.model),
    args: checkedArgs(file.args ?? [], at('args'), check),
  };
}

/** vLLM and SGLang take names as well as paths and judge them themselves. */
function modelFile(model: string, { engine, check, at }: Place, docker: DockerRunConfig | null): string {
  if ((engine !== 'embedded' && engine !== 'llama.cpp') || !/\.gguf$/i.test(model)) return model;
  const path = isAbsolute(model) ? model : resolve(check.baseDir, model);
  if (docker !== null) checkSeen(path, docker, at('model'), check);
  else if (!check.isFile(path))
    check.problem(at('model'), `there is no file ${path}; correct the path, or put the model there`);
  return path;
}

function checkedCommand(command: readonly string[], path: KeyPath, check: Check): readonly string[] {
  if (command[0] === '') check.problem([...path, 0], 'the binary is empty; name it, e.g. llama-server');
  return checkedArgs(command, path, check);
}

function checkedArgs(args: readonly string[], path: KeyPath, check: Check): readonly string[] {
  args.forEach((arg, index) => {
    if (arg.includes('\0')) check.problem([...path, index], 'holds a NUL character; no argument can');
  });
  return args;
}

function checkedEnv(env: Readonly<Record<string, string>>, { check, at }: Place): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(env)) {
    if (!/^[^=\0]+$/.test(name)) check.problem([...at('env'), name], 'is not the name of an environment variable');
    if (value.includes('\0')) check.problem([...at('env'), name], 'the value holds a NUL character; no variable can');
  }
  return env;
}

function checkOrder(variants: readonly VariantConfig[], path: KeyPath, check: Check): void {
  variants.forEach((variant, index) => {
    const before = variants[index - 1];
    if (before === undefined) return;
    const at = [...path, index, 'context'];
    if (before.context === null)
      check.problem(
        [...path, index - 1, 'context'],
        'only the last variant may leave out its context; the others need one to choose by',
      );
    else if (variant.context !== null && variant.context === before.context)
      check.problem(at, `the variant before has the same context ${variant.context}, so this one would never be used`);
    else if (variant.context !== null && variant.context < before.context)
      check.problem(
        at,
        `variants go from the smallest context to the largest; ${variant.context} comes before ${before.context}`,
      );
  });
}
