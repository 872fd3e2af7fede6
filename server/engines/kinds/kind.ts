/**
 * What an engine speaks. A kind is pure, or one thin HTTP call: it keeps no state, starts nothing and knows no fleet.
 */
import type { EngineKindName, ModelConfig, VariantConfig } from '../../platform/config/config.ts';
import type { EngineTarget, ForwardedPath, RewriteInput } from './engine-target.ts';
import type { LoraFile, LoraSupport } from './lora.ts';

export type { EngineTarget, ForwardedPath, RewriteInput } from './engine-target.ts';

/** `loading`: it answers, but not yet as ready. `unreachable`: nobody answers there. */
export type Readiness =
  | { readonly state: 'ready' }
  | { readonly state: 'loading' | 'unreachable'; readonly reason: string };

/** What the parsed body asks for, as far as tokens go. */
export interface CountInput {
  readonly path: ForwardedPath;
  readonly body: Readonly<Record<string, unknown>>;
  /** The value of `model` that the engine must see; null or absent: what the body says. */
  readonly engineModel?: string | null;
}

export interface CommandOptions {
  readonly model: ModelConfig;
  readonly variant: VariantConfig;
  /** For kinds that take LoRA adapters at the start only. */
  readonly loras?: readonly LoraFile[];
}

export interface CommandLine {
  /** Binary, then arguments. `${PORT}` and `${HOST}` are filled in by the launcher. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** OpenAI's error object, and what the engine said where that was not in the envelope. */
export interface EngineError {
  readonly status: number;
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly code: string | null;
    readonly param: string | null;
    /** Where the context is too short and the engine says by how much: the prompt's tokens, and those of the context. */
    readonly n_prompt_tokens?: number;
    readonly n_ctx?: number;
    /** The engine's own body, when it was not in the envelope. */
    readonly engine?: unknown;
  };
}

export interface EngineKind {
  readonly name: EngineKindName;
  readonly defaults: {
    readonly readyTimeoutMs: number;
    readonly healthPath: string;
    /** Requests at once per replica where the config does not say; null: no limit. */
    readonly concurrency: number | null;
  };
  /** `per-request`: the engine closes connections without a word, so streams do not reuse one (engine bug list in the folder's README). */
  readonly streamConnections: 'pooled' | 'per-request';
  /** The engine's version, e.g. `0.32.0`; null where it does not tell. Never throws. */
  version(target: EngineTarget): Promise<string | null>;
  /** One health check, at most `timeoutMs`. Never throws. */
  ready(target: EngineTarget, timeoutMs: number): Promise<Readiness>;
  /** Exact prompt tokens as the engine counts them; null where it cannot tell. Never throws. */
  countTokens(target: EngineTarget, input: CountInput, timeoutMs: number): Promise<number | null>;
  /** Builds the command for `model:` and `args:`. Throws AppError `invalid_request` where the kind cannot. */
  commandLine(options: CommandOptions): CommandLine;
  /** Path at the engine for a forwarded route; null: this kind does not serve it. */
  enginePath(path: ForwardedPath): string | null;
  /** The bytes for the engine: the same Buffer where nothing has to change, else a splice of it; never a re-serialisation. */
  rewriteRequest(input: RewriteInput): Buffer;
  /** null: this kind has no LoRA adapters that we could manage. */
  readonly lora: LoraSupport | null;
  /** Any answer with a status of 400 or more, as the client gets it. Known 500s that are the caller's fault become 400. */
  normaliseError(status: number, body: Buffer): EngineError;
}
