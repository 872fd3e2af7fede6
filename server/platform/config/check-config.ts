/** `roundhouse check-config`: says what is wrong with a configuration, or what it amounts to. Starts nothing. */
import type { Config, GpusConfig, ModelConfig } from './config.ts';
import { type LoadOptions, loadConfig } from './load-config.ts';
import { ConfigError, type ConfigProblem } from './problems.ts';
import { formatDuration } from './values/duration.ts';

export interface ConfigCheck {
  readonly ok: boolean;
  readonly problems: readonly ConfigProblem[];
  /** Some lines for people: the problems, or what would be served. */
  readonly summary: string;
}

/** Never throws ConfigError. */
export async function checkConfig(options: LoadOptions): Promise<ConfigCheck> {
  try {
    return { ok: true, problems: [], summary: summarise(await loadConfig(options)) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ok: false, problems: error.problems, summary: error.message };
  }
}

/** Writes the summary; problems go to `err`. Returns the exit code. */
export function printConfigCheck(
  check: ConfigCheck,
  streams: { readonly out: (text: string) => void; readonly err: (text: string) => void },
): 0 | 2 {
  (check.ok ? streams.out : streams.err)(`${check.summary}\n`);
  return check.ok ? 0 : 2;
}

function summarise(config: Config): string {
  const listens = [config.listenV4, config.listenV6]
    .filter((address) => address !== null)
    .map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`));
  return [
    `${config.path ?? 'built-in configuration'}: valid`,
    `  listens on  ${listens.join(', ')}`,
    `  auth        ${authLine(config)}`,
    `  slots       ${config.slots}`,
    `  data        ${config.dataDir}${config.databaseUrl === null ? '' : ', and a Postgres'}`,
    ...(config.models.length === 0 ? ['  no models'] : config.models.map(modelLine)),
  ].join('\n');
}

function authLine({ auth, apiKeys }: Config): string {
  const names = apiKeys.map((key) => key.name).join(', ');
  if (auth === 'none') return 'none';
  if (auth === 'keys') return `keys (${names})`;
  return names === '' ? 'accounts' : `accounts, and keys (${names})`;
}

function modelLine(model: ModelConfig): string {
  const contexts = model.variants.map((variant) => variant.context ?? 'any').join(', ');
  const parts = [
    `${model.engine}, context ${contexts}`,
    model.variants[0]?.run === null ? `at ${model.urls.join(', ')}` : startedLine(model),
    model.replicas > 1 ? `${model.replicas} replicas` : null,
    model.aliases.length > 0 ? `also ${model.aliases.join(', ')}` : null,
    model.preload ? 'preloaded' : null,
    model.idleUnloadMs === null ? null : `unloaded after ${formatDuration(model.idleUnloadMs)} idle`,
  ];
  return `  model       ${model.name}: ${parts.filter((part) => part !== null).join('; ')}`;
}

function startedLine({ variants }: ModelConfig): string {
  const images = [...new Set(variants.flatMap(({ docker }) => (docker ? [docker.image] : [])))];
  const gpus = [...new Set(variants.flatMap(({ gpus }) => (gpus ? [gpuWords(gpus)] : [])))];
  return [
    images.length === 0 ? 'started by Roundhouse' : `started by Roundhouse in Docker (${images.join(', ')})`,
    ...gpus,
  ].join(' with ');
}

function gpuWords(request: GpusConfig): string {
  const { shared = false } = request;
  const which = 'ids' in request ? `GPU ${request.ids.join(', ') || 'none'}` : `${request.count} GPU`;
  return shared ? `${which} (shared)` : which;
}
