/** What inference is given by the program: everything of the gateway that it may not import itself. */
import type { Caller } from '../accounts/keys.ts';
import type { Quotas } from '../accounts/quotas/index.ts';
import type { Fleet } from '../engines/fleet/index.ts';
import type { EngineError } from '../engines/kinds/kind.ts';
import type { ModelConfig, Timeouts } from '../platform/config/config.ts';
import type { AppError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { EarlyAnswer } from '../platform/web/answer-early.ts';
import type { Accounting } from './accounting.ts';
import type { EnginePools } from './engine-pools.ts';

/** OpenAI's error envelope, or Anthropic's on its own routes. */
export type ErrorShape = 'openai' | 'anthropic';

export interface ForwardedRoute {
  readonly path: string;
  readonly errorShape: ErrorShape;
}

export type RenderedError = EarlyAnswer;

export interface ErrorRenderer {
  gateway(error: AppError, shape: ErrorShape, requestId: string): RenderedError;
  engine(error: EngineError, shape: ErrorShape, requestId: string): RenderedError;
  /** One SSE event that tells the error; the stream ends after it. */
  event(error: AppError, shape: ErrorShape, requestId: string): string;
}

/** Names that can be asked for. */
export interface ModelNames {
  /** `lora`: the LoRA adapter of the model that the name stands for; null: the model itself. */
  resolve(name: string): { readonly model: ModelConfig; readonly lora: string | null } | null;
  /** Whether its engines have LoRA adapters of ours, which a request for the model itself must not get at. */
  hasLoras(model: string): boolean;
  near(name: string, allowed: (model: string, lora: string | null) => boolean): readonly string[];
}

/** Exact prompt tokens from a model's own files, without an engine; null where it cannot tell. */
export type VocabularyCount = (
  model: ModelConfig,
  input: { readonly path: string; readonly body: Readonly<Record<string, unknown>> },
) => Promise<number | null>;

export interface InferencePorts {
  readonly names: ModelNames;
  readonly fleet: Fleet;
  readonly pools: EnginePools;
  readonly accounting: Accounting;
  readonly errors: ErrorRenderer;
  readonly countByVocabulary: VocabularyCount;
  /** `lora`: the LoRA adapter of the model that is meant; null: the model itself. */
  readonly mayUse: (caller: Caller, model: string, lora: string | null) => boolean;
  /** Absent: nobody is asked, nothing is charged. */
  readonly quotas?: Quotas | undefined;
  readonly log: Log;
  readonly limits: () => { readonly maxBodyBytes: number; readonly timeouts: Timeouts };
}
