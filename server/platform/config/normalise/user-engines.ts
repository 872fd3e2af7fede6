// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${MODEL} itself
import { isAbsolute, resolve } from 'node:path';
import type { DockerRunConfig, EngineCommand, UserEnginesConfig } from '../config.ts';
import { checkSeen, normaliseDocker } from '../docker/normalise-docker.ts';
import { checkGpuEnv, normaliseGpus } from '../docker/normalise-gpus.ts';
import type { UserEnginesFile } from '../user-engines-schema.ts';
import type { Check } from './check.ts';
import { durationMs } from './duration-ms.ts';
import type { Machine } from './variants.ts';

const at = (key: keyof UserEnginesFile) => ['user_engines', key];

interface Place {
  readonly check: Check;
  readonly machine: Machine;
}

export function normaliseUserEngines(file: UserEnginesFile | undefined, place: Place): UserEnginesConfig | null {
  if (file === undefined) return null;
  const { check } = place;
  const workDir = resolve(check.baseDir, file.work_dir ?? '.');
  if (file.work_dir !== undefined && file.docker !== undefined)
    check.problem(at('work_dir'), 'is a folder of this machine; say docker.work_dir for one inside the container');
  else if (file.work_dir !== undefined && !check.isDirectory(workDir))
    check.problem(at('work_dir'), `there is no folder ${workDir}; create it, or correct the path`);
  const defaultModelLen = file.default_model_len ?? file.max_model_len;
  if (file.max_model_len !== null && defaultModelLen !== null && defaultModelLen > file.max_model_len)
    check.problem(at('default_model_len'), `is more than max_model_len, ${file.max_model_len}`);
  const docker =
    file.docker === undefined
      ? null
      : normaliseDocker(file.docker, { check, path: at('docker'), builtCommand: file.command === undefined });
  return {
    engine: file.engine,
    run: runOf(file, { defaultModelLen, docker, check }),
    models: file.models,
    maxModelLen: file.max_model_len,
    defaultModelLen,
    maxTensorParallel: file.max_tensor_parallel,
    perUser: file.per_user,
    env: file.env,
    workDir,
    idleUnloadMs: file.idle_unload === null ? null : durationMs(file.idle_unload, at('idle_unload'), check),
    readyTimeoutMs: durationMs(file.ready_timeout, at('ready_timeout'), check),
    stopTimeoutMs: durationMs(file.stop_timeout, at('stop_timeout'), check),
    ...(docker === null ? {} : { docker }),
    ...gpusOf(file, place),
  };
}

function gpusOf(file: UserEnginesFile, { check, machine }: Place): Pick<UserEnginesConfig, 'gpus'> {
  const { gpus, docker, max_tensor_parallel: most } = file;
  if (gpus === undefined) return {};
  if (docker !== undefined && !machine.dockerIsHere && machine.gpus === null)
    check.problem(at('gpus'), 'Docker runs on another machine; say which GPUs it has with `gpus` at the top');
  checkGpuEnv(file.env, at('env'), check);
  if (gpus !== 'tensor_parallel')
    return { gpus: normaliseGpus(gpus, { check, path: at('gpus'), known: machine.gpus }) };
  if (machine.gpus !== null && most > machine.gpus.length)
    check.problem(at('max_tensor_parallel'), `is ${most}, and there are ${machine.gpus.length} GPUs (\`gpus\`)`);
  return { gpus };
}

interface RunPlace {
  readonly defaultModelLen: number | null;
  readonly docker: DockerRunConfig | null;
  readonly check: Check;
}

function runOf(file: UserEnginesFile, { defaultModelLen, docker, check }: RunPlace): EngineCommand {
  const { command, model, args = [], engine } = file;
  if (command === undefined) {
    if (engine === 'openai')
      check.problem(at('engine'), 'no command can be built for the engine openai; give a command');
    const path = modelPath(model ?? '${MODEL}', check);
    if (docker !== null && isAbsolute(path)) checkSeen(path, docker, at('model'), check);
    return { by: 'model', model: path, args };
  }
  if (model !== undefined || file.args !== undefined)
    check.problem(at('command'), 'there are both command and model or args; remove one of them');
  // The arguments of a given entrypoint may begin with what the user chooses.
  if (docker?.entrypoint === undefined && (command[0] === '' || command[0]?.includes('${')))
    check.problem([...at('command'), 0], 'must name the binary; users do not choose it');
  if (defaultModelLen === null && command.some((word) => word.includes('${MAX_MODEL_LEN}')))
    check.problem(
      at('command'),
      'has ${MAX_MODEL_LEN}; say with max_model_len or default_model_len what it is by default',
    );
  return { by: 'command', command };
}

/** A path is relative to the file of the configuration; anything else is a name, which the engine judges. */
function modelPath(model: string, check: Check): string {
  const isPath = /^\.{0,2}\//.test(model) || /\.gguf$/i.test(model);
  return isPath && !isAbsolute(model) ? resolve(check.baseDir, model) : model;
}
