// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${MODEL} itself
import { isAbsolute, resolve } from 'node:path';
import type { EngineCommand, UserEnginesConfig } from '../config.ts';
import type { UserEnginesFile } from '../user-engines-schema.ts';
import type { Check } from './check.ts';
import { durationMs } from './duration-ms.ts';

const at = (key: keyof UserEnginesFile) => ['user_engines', key];

export function normaliseUserEngines(file: UserEnginesFile | undefined, check: Check): UserEnginesConfig | null {
  if (file === undefined) return null;
  const workDir = resolve(check.baseDir, file.work_dir ?? '.');
  if (file.work_dir !== undefined && !check.isDirectory(workDir))
    check.problem(at('work_dir'), `there is no folder ${workDir}; create it, or correct the path`);
  const defaultModelLen = file.default_model_len ?? file.max_model_len;
  if (file.max_model_len !== null && defaultModelLen !== null && defaultModelLen > file.max_model_len)
    check.problem(at('default_model_len'), `is more than max_model_len, ${file.max_model_len}`);
  return {
    engine: file.engine,
    run: runOf(file, defaultModelLen, check),
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
  };
}

function runOf(file: UserEnginesFile, defaultModelLen: number | null, check: Check): EngineCommand {
  const { command, model, args = [], engine } = file;
  if (command === undefined) {
    if (engine === 'openai')
      check.problem(at('engine'), 'no command can be built for the engine openai; give a command');
    return { by: 'model', model: modelPath(model ?? '${MODEL}', check), args };
  }
  if (model !== undefined || file.args !== undefined)
    check.problem(at('command'), 'there are both command and model or args; remove one of them');
  if (command[0] === '' || command[0]?.includes('${'))
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
