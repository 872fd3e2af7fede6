/** How the engine of a model of llama-swap's is started and stopped, and where it answers. */
import { isAbsolute } from 'node:path';
import type { KeyPath } from '../../../../platform/config/problems.ts';
import { formatDuration } from '../../../../platform/config/values/duration.ts';
import type { ModelDraft } from '../../draft.ts';
import type { Findings } from '../../findings.ts';
import type { LlamaSwapModel } from '../file-schema.ts';
import type { ModelPlace } from '../model-place.ts';
import { ENV_ONLY, ourText } from '../our-text.ts';
import { type Address, DEFAULT_PROXY, readAddress } from './address.ts';
import { engineKind, ownHealthPath } from './engine-kind.ts';
import { hideValue, withoutSecrets } from './secrets.ts';
import { type SplitCommand, splitCommand } from './split-command.ts';

type Run = Pick<
  ModelDraft,
  | 'engine'
  | 'url'
  | 'command'
  | 'stop_command'
  | 'env'
  | 'health_path'
  | 'api_key_env'
  | 'ready_timeout'
  | 'stop_timeout'
>;

/** null: nobody could know how or where, and the findings say so. */
export function readRun(model: LlamaSwapModel, place: ModelPlace): Run | null {
  const { path, findings } = place;
  const cmd = model.cmd ?? '';
  const split = splitCommand(cmd);
  if (split.args.length === 0 && !model.proxy) {
    findings.problem(path, 'has no cmd, so nothing could be started; give it one, or a proxy where its engine runs');
    return null;
  }
  const address = readAddress(cmd, model.proxy || DEFAULT_PROXY, place.nextPort);
  if (address.sort === 'fault') {
    findings.problem([...path, address.key], address.message);
    return null;
  }
  const engine = engineKind(split.args);
  return {
    engine,
    ...(address.sort === 'fixed' && { url: ourText(address.url, findings) }),
    ...healthPath(model.checkEndpoint ?? '/health', engine, place),
    ...(split.args.length > 0 && started(model, { engine, split, address }, place)),
  };
}

interface Start {
  readonly engine: ModelDraft['engine'];
  readonly split: SplitCommand;
  readonly address: Exclude<Address, { sort: 'fault' }>;
}

/** What only an engine has that is started here. */
function started(model: LlamaSwapModel, { engine, split, address }: Start, place: ModelPlace): Omit<Run, 'engine'> {
  const { id, path, findings, defaults } = place;
  tellOfCommand(split, path, findings);
  const { args, apiKeyEnv } = withoutSecrets(id, split.args, findings);
  const stop = withoutSecrets(id, splitCommand(model.cmdStop ?? '').args, findings).args;
  const port = address.sort === 'fixed' && address.port !== null ? String(address.port) : '${PORT}';
  const words = (list: readonly string[]): string[] =>
    list.map((word) => ourText(word.replaceAll('${PORT}', port), findings, ['PORT', 'PID']));
  // llama-swap's own default is shorter than what these may take.
  const slow = engine === 'vllm' || engine === 'sglang';
  const ready = defaults.healthCheckTimeout ?? (slow ? null : 120);
  const stopping = model.unloadTimeout || defaults.unloadTimeout;
  return {
    ...(apiKeyEnv !== null && { api_key_env: apiKeyEnv }),
    ...(ready !== null && { ready_timeout: formatDuration(Math.max(ready, LEAST_READY) * 1000) }),
    ...(stopping !== null && { stop_timeout: formatDuration(stopping * 1000) }),
    ...environment(model.env ?? [], place),
    command: words(args),
    ...(stop.length > 0 && { stop_command: words(stop) }),
  };
}

/** Seconds; llama-swap takes less for this. */
const LEAST_READY = 15;

function healthPath(
  endpoint: string,
  engine: ModelDraft['engine'],
  { path, findings }: ModelPlace,
): Pick<Run, 'health_path'> {
  if (endpoint.trim() === 'none') {
    findings.leave(
      [...path, 'checkEndpoint'],
      'an engine is always asked whether it is ready; write `health_path` if its own is another',
    );
    return {};
  }
  const wanted = ourText(endpoint.startsWith('/') ? endpoint : `/${endpoint}`, findings);
  // What SGLang is asked instead costs it no token.
  return wanted === ownHealthPath[engine] || (engine === 'sglang' && wanted === '/health')
    ? {}
    : { health_path: wanted };
}

function environment(entries: readonly string[], { id, path, findings }: ModelPlace): Pick<Run, 'env'> {
  const env: Record<string, string> = {};
  for (const [index, entry] of entries.entries()) {
    const at = entry.indexOf('=');
    if (at < 1) findings.problem([...path, 'env', index], 'must be NAME=value');
    else {
      const name = entry.slice(0, at);
      env[name] = ourText(hideValue(id, name, entry.slice(at + 1), findings), findings);
    }
  }
  return Object.keys(env).length === 0 ? {} : { env };
}

const isRelative = (arg: string): boolean =>
  /^\.{1,2}\//.test(arg) || (/\.gguf$/i.test(arg) && !isAbsolute(arg) && !arg.startsWith('$') && !/[=:]/.test(arg));

function tellOfCommand({ args, openQuote }: SplitCommand, path: KeyPath, findings: Findings): void {
  const at = [...path, 'cmd'];
  if (openQuote) findings.differ(at, 'a quote is never closed: the rest was taken as quoted, as llama-swap does');
  if (/(?:^|\/)(?:docker|podman)$/.test(args[0] ?? '') && args[1] === 'run')
    findings.differ(
      at,
      'the container is started by its command line, as before; worth moving to `docker:` (docs/config.md), which pulls, watches and removes it',
    );
  if (args.some(isRelative))
    findings.differ(
      at,
      'paths are relative to the folder of the new file; llama-swap took the folder that it was started in. Write `work_dir`, or whole paths',
    );
  if (args.some((arg) => ENV_ONLY.test(arg)))
    findings.differ(
      at,
      'what comes from the environment is one argument, even with blanks in it; split it yourself where it is several',
    );
}
