/** The words and the environment behind `roundhouse sidecar`. Pure. */
import { type MetricPrefix, metricPrefixes } from '../../engines/metrics/index.ts';
import { parseWords, UsageError } from '../../platform/command-line.ts';

export type SidecarKind = 'vllm' | 'sglang' | 'llama.cpp';

export interface SidecarOptions {
  readonly kind: SidecarKind;
  /** null: asked of the engine. */
  readonly version: string | null;
  readonly host: string;
  readonly port: number;
  /** No trailing slash. */
  readonly engineBaseUrl: string;
  readonly engineMetricsPath: string;
  /** For what is asked of the engine. */
  readonly requestTimeoutMs: number;
  readonly downloadRoots: readonly string[];
  readonly allowedEndpoints: readonly string[];
  readonly volumeRoot: string | null;
  /** Path of a file with the token; null: none is asked for. */
  readonly tokenFile: string | null;
  readonly metricPrefixes: readonly MetricPrefix[];
}

export const SIDECAR_USAGE = `roundhouse sidecar -E vllm|sglang|llama.cpp

  -E, --engine NAME               the engine beside it
  -H, --host ADDRESS              where to listen (0.0.0.0: all addresses, as in a pod)
  -P, --port PORT                 (9000)
  -B, --engine-base-url URL       where the engine answers (http://localhost:8000)
  -M, --engine-metrics-path PATH  (/metrics)
      --metric-prefix NAME        roundhouse, kthena, patio or all (all); may be repeated
      --download-root DIR         the only place for downloads and LoRA adapters (/models); may be repeated
      --allow-endpoint HOST       an endpoint that a download may name; may be repeated
      --volume-root DIR           where the claims of pvc://CLAIM/… are mounted
      --token-file FILE           ask for this token; else anybody who reaches the port may use it

Without -E: INFERENCE_ENGINE, INFERENCE_ENGINE_VERSION and INFERENCE_ENGINE_ENDPOINT, all three.
REQUEST_TIMEOUT: seconds for what is asked of the engine (30.0).
`;

type Env = Readonly<Record<string, string | undefined>>;

/** null: help was asked for. Throws UsageError. */
export function parseSidecarOptions(args: readonly string[], env: Env): SidecarOptions | null {
  const values = parse(args);
  if (values.help === true) return null;
  const { kind, version, endpoint } = engineOf(values.engine, env);
  return {
    kind,
    version,
    host: nonEmpty('--host', values.host ?? '0.0.0.0'),
    port: port(values.port ?? '9000'),
    engineBaseUrl: baseUrl(values['engine-base-url'] ?? endpoint ?? 'http://localhost:8000'),
    engineMetricsPath: path(values['engine-metrics-path'] ?? '/metrics'),
    requestTimeoutMs: seconds(env['REQUEST_TIMEOUT'] ?? '30.0') * 1000,
    downloadRoots: values['download-root'] ?? ['/models'],
    allowedEndpoints: (values['allow-endpoint'] ?? []).map(host),
    volumeRoot: values['volume-root'] ?? null,
    tokenFile: values['token-file'] ?? null,
    metricPrefixes: prefixes(values['metric-prefix'] ?? ['all']),
  };
}

function parse(args: readonly string[]) {
  return parseWords(args, {
    options: {
      engine: { type: 'string', short: 'E' },
      host: { type: 'string', short: 'H' },
      port: { type: 'string', short: 'P' },
      'engine-base-url': { type: 'string', short: 'B' },
      'engine-metrics-path': { type: 'string', short: 'M' },
      'metric-prefix': { type: 'string', multiple: true },
      'download-root': { type: 'string', multiple: true },
      'allow-endpoint': { type: 'string', multiple: true },
      'volume-root': { type: 'string' },
      'token-file': { type: 'string' },
      help: { type: 'boolean' },
    },
  }).values;
}

const kinds: Readonly<Record<string, SidecarKind>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  'llama.cpp': 'llama.cpp',
  llamacpp: 'llama.cpp',
};

function kindOf(name: string, where: string): SidecarKind {
  const kind = Object.hasOwn(kinds, name.toLowerCase()) ? kinds[name.toLowerCase()] : undefined;
  if (kind !== undefined) return kind;
  throw new UsageError(
    `${where}: the engine ${JSON.stringify(name.slice(0, 60))} is not supported; supported are vllm, sglang and llama.cpp`,
  );
}

interface Named {
  readonly kind: SidecarKind;
  readonly version: string | null;
  readonly endpoint: string | null;
}

const variables = ['INFERENCE_ENGINE', 'INFERENCE_ENGINE_VERSION', 'INFERENCE_ENGINE_ENDPOINT'] as const;

/** With `-E` the environment has no say, and the version is asked of the engine. */
function engineOf(flag: string | undefined, env: Env): Named {
  if (flag !== undefined) return { kind: kindOf(flag, '--engine'), version: null, endpoint: null };
  const [name, version, endpoint] = variables.map((variable) => env[variable]?.trim() || undefined);
  if (name !== undefined && version !== undefined && endpoint !== undefined)
    return { kind: kindOf(name, 'INFERENCE_ENGINE'), version, endpoint };
  const missing = variables.filter((variable) => !env[variable]?.trim());
  throw new UsageError(
    missing.length === variables.length
      ? `--engine is missing; give it, or ${variables.join(', ')} in the environment`
      : `without --engine the environment must have ${variables.join(', ')}; missing: ${missing.join(', ')}`,
  );
}

function baseUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(`the engine's base URL ${JSON.stringify(text.slice(0, 200))} must begin with http://`);
  if (url.username !== '' || url.password !== '')
    throw new UsageError("the engine's base URL must not hold a name or a password: others can read it");
  if (url.search !== '' || url.hash !== '')
    throw new UsageError("the engine's base URL must not hold a query or a fragment");
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

function path(text: string): string {
  if (/^\/[\x21-\x7e]*$/.test(text)) return text;
  throw new UsageError(`--engine-metrics-path must begin with a slash; it is ${JSON.stringify(text)}`);
}

function port(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= 65_535) return value;
  throw new UsageError(`--port must be a number up to 65535; it is ${JSON.stringify(text.slice(0, 40))}`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 86_400) return value;
  throw new UsageError(`REQUEST_TIMEOUT must be seconds above 0; it is ${JSON.stringify(text.slice(0, 40))}`);
}

function host(text: string): string {
  if (/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(text)) return text.toLowerCase();
  throw new UsageError(`--allow-endpoint must be host or host:port; it is ${JSON.stringify(text.slice(0, 200))}`);
}

function nonEmpty(flag: string, text: string): string {
  if (text !== '') return text;
  throw new UsageError(`${flag} is empty`);
}

function prefixes(names: readonly string[]): readonly MetricPrefix[] {
  const known = new Map(metricPrefixes.map((prefix) => [prefix.replace(/:$/, ''), prefix]));
  const wanted = names.flatMap((name) => name.split(','));
  if (wanted.includes('all')) return metricPrefixes;
  return wanted.map((name) => {
    const prefix = known.get(name.replace(/:$/, ''));
    if (prefix !== undefined) return prefix;
    throw new UsageError(
      `--metric-prefix: ${JSON.stringify(name.slice(0, 40))} is none; there are ${[...known.keys()].join(', ')} and all`,
    );
  });
}
