/** How an engine kind takes LoRA adapters. Like the kind itself: pure, or one thin HTTP call; it keeps nothing. */
import type { EngineTarget, ForwardedPath, RewriteInput } from './engine-target.ts';

/** `peft`: a folder with `adapter_config.json` and its weights. `gguf`: one file. */
export type LoraFormat = 'peft' | 'gguf';

/** A LoRA adapter that an engine shall have. */
export interface LoraFile {
  /** The name that clients ask for. */
  readonly name: string;
  /** Absolute path as the engine sees it: the folder (peft) or the file (gguf). */
  readonly path: string;
}

export type LoraCallResult =
  | { readonly ok: true; readonly message: string }
  | {
      readonly ok: false;
      /** The engine's reason, translated where its own words mislead (vLLM without runtime updating, rank errors as 500). */
      readonly reason: string;
      /** Whose fault: `caller` → 400, `setup` → 409 (the engine was started without LoRA), `engine` → 502, `unreachable` → 502. */
      readonly fault: 'caller' | 'setup' | 'engine' | 'unreachable';
      readonly status: number | null;
    };

/** One adapter as the engine itself lists it. */
export interface ListedLora {
  /** The name, where the engine knows names (vLLM, SGLang, embedded); else null. */
  readonly name: string | null;
  /** Where it was loaded from, where the engine tells. */
  readonly path: string | null;
  /** llama.cpp's number, for `lora: [{id, scale}]`; else null. */
  readonly id: number | null;
}

/** An engine's error answer to a request, as far as it can tell this. */
interface LoraRefusal {
  readonly status: number;
  readonly error: { readonly message: string };
}

interface LoraSupportBase {
  readonly formats: readonly LoraFormat[];
  /** Whether the engine heeds the choice of a LoRA adapter on this route; where it does not, it would answer as the base model. */
  serves(path: ForwardedPath): boolean;
  /**
   * The client's bytes for a request that asks for the base model of an engine with LoRA adapters: `model` as the engine
   * must see it at each place, and without the members by which a client could pick a LoRA adapter behind the gateway's
   * back (`selectors`).
   */
  selectBase(input: RewriteInput, baseModel: string): Buffer;
  /**
   * Whether the engine refused a request because it does not have the LoRA adapter: then it was restarted behind our
   * back. Anything else that it refuses is the caller's.
   */
  lacks(refusal: LoraRefusal, name: string): boolean;
  /** Top-level members of a request, other than `model`, that pick a LoRA adapter (SGLang's `lora_path`, llama.cpp's `lora`). */
  readonly selectors: readonly string[];
  /**
   * What the engine says it has; null: it cannot be asked now, or does not tell. Never throws. `baseModel` is the name
   * the engine knows the base model by; null: the caller does not know it.
   */
  loaded(target: EngineTarget, baseModel: string | null, timeoutMs: number): Promise<readonly ListedLora[] | null>;
  /**
   * The client's bytes for a request that asks for the LoRA adapter: `model` (its name, or SGLang's `base:adapter`), or
   * llama.cpp's `lora` with `model` as the base. A splice, never a re-serialisation.
   */
  select(
    input: RewriteInput,
    adapter: { readonly name: string; readonly id: number | null; readonly baseModel: string },
  ): Buffer;
}

/** Loaded and unloaded while the engine runs. Neither call throws. */
export interface LoraByCall extends LoraSupportBase {
  readonly by: 'call';
  load(
    target: EngineTarget,
    file: LoraFile & { readonly inPlace: boolean },
    timeoutMs: number,
  ): Promise<LoraCallResult>;
  unload(target: EngineTarget, name: string, timeoutMs: number): Promise<LoraCallResult>;
}

/** Fixed at the start of the engine: another set means another process. */
export interface LoraByRestart extends LoraSupportBase {
  readonly by: 'restart';
  /** Arguments for the command line, in this order; adapters do nothing until a request asks for them. */
  args(files: readonly LoraFile[]): readonly string[];
}

export type LoraSupport = LoraByCall | LoraByRestart;
