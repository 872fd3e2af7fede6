/** Where requests go, and what they are made from: what kinds and their LoRA adapters have in common. */
/** Where one replica answers, and with what headers (the model's own and its API key). */
export interface EngineTarget {
  /** `http://127.0.0.1:41234`, no trailing slash. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Overrides the kind's own health path. */
  readonly healthPath: string | null;
}

/** A forwarded route by its path, e.g. `/v1/chat/completions`. */
export type ForwardedPath = string;

export interface RewriteInput {
  readonly path: ForwardedPath;
  /** The client's own bytes: JSON, an object. */
  readonly bytes: Buffer;
  readonly body: Readonly<Record<string, unknown>>;
  /** The value of `model` that the engine must see; null: leave the client's. */
  readonly engineModel: string | null;
}
