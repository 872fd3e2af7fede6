/** Engines that users start by API: each is a model of its owner's for as long as it is there. */
import type { Caller } from '../../accounts/keys.ts';
import type { ModelConfig, UserEnginesConfig } from '../../platform/config/config.ts';

export interface StartRequest {
  /** As on the hub. */
  readonly model: string;
  readonly maxModelLen: number | null;
  readonly tensorParallel: number | null;
  readonly seed: number | null;
  /** Reaches the engine by its environment, and is nowhere else. */
  readonly hubToken: string | null;
}

export interface UserEngineView {
  /** Of the container of the engine that runs for it now, or did last; the engine's own where there is none. */
  readonly engineId: string;
  /** The model on the OpenAI routes. */
  readonly name: string;
  /** As it was asked for. */
  readonly model: string;
  readonly quantized: boolean;
  readonly maxModelLen: number | null;
  /** null: it was not asked for, or the engine takes none. */
  readonly seed: number | null;
  /** Base URL; null where no engine runs now. */
  readonly endpoint: string | null;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Id of the user, or name of the key. */
  readonly userId: string;
}

export type Started =
  | { readonly healthy: true; readonly engine: UserEngineView }
  /** Nothing of it stays. */
  | { readonly healthy: false; readonly name: string; readonly engineId: string | null; readonly reason: string };

export interface UserEngines {
  /**
   * Resolves when it is ready, or has failed to get ready. Throws `user_engines_off`, `invalid_request`,
   * `model_not_found`, `engine_conflict`, `no_room`, `storage_unavailable`, `shutting_down`.
   */
  start(caller: Caller, request: StartRequest): Promise<Started>;
  /**
   * Ends it at once; resolves when it is gone, to how it has ended. `engineId`: the container's or its own. `name` null: whatever it is. Throws `engine_not_found`
   * where it is not the caller's, who is no admin.
   */
  terminate(caller: Caller, engineId: string, name: string | null): Promise<string>;
  /** The caller's own; admins see all. */
  list(caller: Caller): readonly UserEngineView[];
  /** Users of the accounts, not keys of the config, who have engines now. */
  userIds(): readonly string[];
  /** Ends all that a user has started. */
  removeUser(userId: string): Promise<void>;
  /** False for the model of somebody else's engine, of whichever name; true for all other models. */
  mayUse(caller: Caller, model: string): boolean;
  /** The same of an engine, gone ones too. */
  maySee(caller: Caller, engine: { readonly id: string; readonly model: string }): boolean;
  /** The model on the OpenAI routes that the caller means by what it was asked for; null: no engine of the caller's. */
  nameOf(caller: Caller, model: string): string | null;
  /**
   * The model of the caller's engine that has this id or address, or has had it: one that was stopped to make room is started
   * again for who asks it. null: there is none.
   */
  modelAt(caller: Caller, endpoint: string): string | null;
  /** What the fleet and the catalogue must have beside the models of the configuration. */
  models(): readonly ModelConfig[];
  /** The template for those that are started from now on, and the names that the configuration takes. */
  configure(template: UserEnginesConfig | null, taken: ReadonlySet<string>): void;
  /** Says of those that ran when the gateway was last stopped, or killed, that they are gone. */
  recover(): Promise<void>;
  /** When the gateway is shutting down. */
  close(): Promise<void>;
}
