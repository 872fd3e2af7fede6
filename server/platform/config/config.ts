/**
 * The configuration as the code sees it: read, checked, defaults filled in, durations in milliseconds, sizes in bytes.
 * The file's own shape (snake_case, `10m`, `32MB`) is in file-schema.ts; normalise.ts maps one to the other.
 */
import type { DockerConnectionConfig, DockerRunConfig, GpusConfig } from './docker/docker-config.ts';

export type {
  DockerConnectionConfig,
  DockerMount,
  DockerRunConfig,
  GpusConfig,
  PullPolicy,
} from './docker/docker-config.ts';

export type EngineKindName = 'embedded' | 'llama.cpp' | 'vllm' | 'sglang' | 'openai';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export interface LogConfig {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'json' | 'text';
  /** Path of the log file; null: standard error. */
  readonly file: string | null;
}

export type Verb = 'infer' | 'read' | 'lora' | 'engines' | 'endpoints' | 'users' | 'admin';

export interface ApiKeyConfig {
  readonly name: string;
  /** sha256 of the key; the key itself is not kept. */
  readonly sha256: Buffer;
  /** Names of models and of LoRA adapters that the key may use; null: all. */
  readonly models: readonly string[] | null;
  readonly verbs: readonly Verb[];
}

/** How the engine of a variant is started. null in a variant: it is not started by us, only `urls` are used. */
export type EngineCommand =
  | { readonly by: 'command'; readonly command: readonly string[] }
  /** The engine kind builds the command line from these. */
  | { readonly by: 'model'; readonly model: string; readonly args: readonly string[] };

/** Files that are downloaded before the engine is started the first time. */
export interface SourceConfig {
  /** `hf://org/name[@revision]`, `s3://bucket/prefix`, … */
  readonly uri: string;
  /** Absolute; inside one of the download roots. */
  readonly outputDir: string;
  /** Globs over the files of the source; null: all. */
  readonly files: readonly string[] | null;
}

export interface VariantConfig {
  /** Tokens; null: not known, taken as large enough for anything. */
  readonly context: number | null;
  readonly run: EngineCommand | null;
  /** null: what the command names is there. Else `${MODEL_DIR}` and `${MODEL_PATH}` in the command are filled in from it. */
  readonly source: SourceConfig | null;
  /** Added to the environment of the engine. Values may be secret. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path. */
  readonly workDir: string;
  /** Run (with `${PID}` and `${PORT}` filled in) before the signals; null: signals only. */
  readonly stopCommand: readonly string[] | null;
  readonly readyTimeoutMs: number;
  readonly stopTimeoutMs: number;
  /** Absent or null: it runs as a process. */
  readonly docker?: DockerRunConfig | null;
  /** Absent or null: it is not told which GPUs are its own. */
  readonly gpus?: GpusConfig | null;
}

export interface ModelConfig {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly engine: EngineKindName;
  /** null: never. */
  readonly idleUnloadMs: number | null;
  readonly preload: boolean;
  readonly replicas: number;
  /** Requests at once per replica; null: no limit. */
  readonly concurrency: number | null;
  readonly maxWaitMs: number;
  readonly maxQueue: number;
  readonly drainTimeoutMs: number;
  /** Tokens reserved for the answer when the request does not say. */
  readonly reserveTokens: number;
  /** Smallest context first; at least one. */
  readonly variants: readonly VariantConfig[];
  /** Base URLs of engines that are already running (no trailing slash). With a command: the one address where the started engine answers. */
  readonly urls: readonly string[];
  /** The name that the engine is asked for; null: the name that the client used. */
  readonly engineModel: string | null;
  /** Sent with each request to the engine. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the engine as `Authorization: Bearer`. Never logged. */
  readonly apiKey: string | null;
  /** null: the engine kind's own. */
  readonly healthPath: string | null;
  /** Its engines end with their gateway: what an earlier one has left is not taken over, it was somebody else's. */
  readonly endsWithGateway?: true;
}

/** What users may start by API. */
export interface UserEnginesConfig {
  readonly engine: EngineKindName;
  /** With `${MODEL}`, `${MAX_MODEL_LEN}`, `${TENSOR_PARALLEL_SIZE}` and `${SEED}` for what the user asks for. */
  readonly run: EngineCommand;
  /** Globs: `*` stands for anything. */
  readonly models: readonly string[];
  /** Tokens; null: no limit. */
  readonly maxModelLen: number | null;
  /** Where the user asks for none; null: the model's own. */
  readonly defaultModelLen: number | null;
  readonly maxTensorParallel: number;
  /** Engines at once. */
  readonly perUser: number;
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path. */
  readonly workDir: string;
  /** null: never. */
  readonly idleUnloadMs: number | null;
  readonly readyTimeoutMs: number;
  readonly stopTimeoutMs: number;
  /** Absent or null: they run as processes. */
  readonly docker?: DockerRunConfig | null;
  /** `tensor_parallel`: as many as the user asks for. Absent or null: they are not told. */
  readonly gpus?: GpusConfig | 'tensor_parallel' | null;
}

export interface Timeouts {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly betweenChunksMs: number;
  readonly wholeRequestMs: number;
  readonly shutdownDrainMs: number;
}

export interface Config {
  /** Absolute path of the file; null: built-in defaults, no file. */
  readonly path: string | null;
  readonly listenV4: ListenAddress | null;
  readonly listenV6: ListenAddress | null;
  /** Absolute path. */
  readonly dataDir: string;
  readonly slots: number;
  /** Absolute paths; the only places that downloads are written to and LoRA adapters loaded from. */
  readonly downloadRoots: readonly string[];
  /** `host` or `host:port` that requests may name as endpoints. */
  readonly downloadEndpoints: readonly string[];
  /** Where `pvc://CLAIM/…` finds its claims mounted; null: nowhere. */
  readonly volumeRoot: string | null;
  readonly log: LogConfig;
  /** Who may ask: anybody; who has one of `apiKeys`; who has one of them or an account. */
  readonly auth: 'none' | 'keys' | 'required';
  readonly apiKeys: readonly ApiKeyConfig[];
  /** How long a login lasts. */
  readonly tokenLifetimeMs: number;
  /** Of a Postgres, with its password; null: a SQLite file in the data directory. */
  readonly databaseUrl: string | null;
  /** `/metrics` without a key. */
  readonly publicMetrics: boolean;
  readonly maxBodyBytes: number;
  readonly timeouts: Timeouts;
  readonly models: readonly ModelConfig[];
  /** Absent or null: users may start none. */
  readonly userEngines?: UserEnginesConfig | null;
  /** Where Docker answers. Absent: at its usual socket. */
  readonly docker?: DockerConnectionConfig;
  /** Numbers of the GPUs that engines may be given. Absent or null: those that nvidia-smi finds. */
  readonly gpus?: readonly number[] | null;
  /** Days that a conversation is kept after it was last touched. Absent or null: for ever. */
  readonly conversationDays?: number | null;
  /** Environment variables whose values are secrets; engines do not inherit them (see secretEnvNames). */
  readonly secretEnv?: readonly string[];
}
