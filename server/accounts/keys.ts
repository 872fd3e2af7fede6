/** API keys: who is it, and what may they. Keys are known by their sha256 only, here and in memory altogether. */
import { hash, timingSafeEqual } from 'node:crypto';
import type { ApiKeyConfig, Verb } from '../platform/config/config.ts';

export interface Caller {
  /** For people: the key's name in the configuration, the user's name, or `user/key`. */
  readonly name: string;
  readonly verbs: ReadonlySet<Verb>;
  /** Names of models (their own, not aliases) and of LoRA adapters that the caller may use; null: all. */
  readonly models: ReadonlySet<string> | null;
  /** null: a key of the configuration, or anybody where nobody is asked. */
  readonly account: CallerAccount | null;
  /** Only of a key of the configuration: `key:NAME`, for what it uses and its rates. Ids of accounts have no colon. */
  readonly configKey?: string;
}

export interface CallerAccount {
  /** null: of a set-up token. */
  readonly userId: string | null;
  readonly credentialId: string;
  readonly kind: 'token' | 'key' | 'setup';
  /** Of a user without lifetime limits, as far as is known: good where the database cannot be asked. */
  readonly unlimited?: boolean;
}

export interface Keyring {
  /** Whose key it is; null: nobody's. Takes the same time whichever key it is, and when it is none. */
  find(presented: string): Caller | null;
  /** `id` is a caller's `configKey`. */
  has(id: string): boolean;
}

const configKeyId = (name: string): string => `key:${name}`;

export function createKeyring(apiKeys: readonly ApiKeyConfig[]): Keyring {
  const entries = apiKeys.map((key) => ({ sha256: key.sha256, caller: callerOf(key) }));
  return {
    find(presented) {
      if (entries.length === 0) return null;
      const digest = hash('sha256', presented, 'buffer');
      let found: Caller | null = null;
      // No early exit, and no cache of what was presented: that would keep keys in memory.
      for (const entry of entries) if (timingSafeEqual(entry.sha256, digest)) found = entry.caller;
      return found;
    },
    has: (id) => entries.some(({ caller }) => caller.configKey === id),
  };
}

function callerOf(key: ApiKeyConfig): Caller {
  return {
    name: key.name,
    verbs: new Set(key.verbs),
    models: key.models === null ? null : new Set(key.models),
    account: null,
    configKey: configKeyId(key.name),
  };
}

/** `admin` may everything. */
export function may(caller: Caller, verb: Verb): boolean {
  return caller.verbs.has(verb) || caller.verbs.has('admin');
}

/**
 * Users may look after what is their own by their login; a key of theirs may not, lest it make keys that outlive it. A
 * set-up token is nobody's, and is for making an admin only.
 */
export const mayForSelf = (caller: Caller): boolean =>
  caller.account?.kind === 'token' || (may(caller, 'users') && caller.account?.kind !== 'setup');

/**
 * May the caller use this model, or this LoRA adapter of it: a LoRA adapter is allowed by its own name or by its model's.
 * `model` is the model's own name: resolve aliases first. The route's verb is asked of `may`.
 */
export function mayInfer(caller: Caller, model: string, lora: string | null = null): boolean {
  const { models } = caller;
  return models === null || models.has(model) || (lora !== null && models.has(lora));
}
