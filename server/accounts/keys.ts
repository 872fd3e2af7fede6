/** API keys: who is it, and what may they. Keys are known by their sha256 only, here and in memory altogether. */
import { hash, timingSafeEqual } from 'node:crypto';
import type { ApiKeyConfig, Verb } from '../platform/config/config.ts';

export interface Caller {
  /** The key's name in the configuration. */
  readonly name: string;
  readonly verbs: ReadonlySet<Verb>;
  /** Names of models (their own, not aliases) that the caller may use; null: all. */
  readonly models: ReadonlySet<string> | null;
}

export interface Keyring {
  /** Whose key it is; null: nobody's. Takes the same time whichever key it is, and when it is none. */
  find(presented: string): Caller | null;
}

export function createKeyring(apiKeys: readonly ApiKeyConfig[]): Keyring {
  const entries = apiKeys.map((key) => ({ sha256: key.sha256, caller: callerOf(key) }));
  return {
    find(presented) {
      const digest = hash('sha256', presented, 'buffer');
      let found: Caller | null = null;
      // No early exit, and no cache of what was presented: that would keep keys in memory.
      for (const entry of entries) if (timingSafeEqual(entry.sha256, digest)) found = entry.caller;
      return found;
    },
  };
}

function callerOf(key: ApiKeyConfig): Caller {
  return { name: key.name, verbs: new Set(key.verbs), models: key.models === null ? null : new Set(key.models) };
}

/** `admin` may everything. */
export function may(caller: Caller, verb: Verb): boolean {
  return caller.verbs.has(verb) || caller.verbs.has('admin');
}

/**
 * May the caller use this model. `model` is the model's own name: resolve aliases first.
 * About the model only; the route's verb is asked of `may`.
 */
export function mayInfer(caller: Caller, model: string): boolean {
  return caller.models === null || caller.models.has(model);
}
