import { hash } from 'node:crypto';
import { nearest } from '../../nearest.ts';
import type { ApiKeyConfig } from '../config.ts';
import type { ConfigFile } from '../file-schema.ts';
import { type Check, readSecret } from './check.ts';

type ApiKeyFile = ConfigFile['api_keys'][number];

/** `names`: every name and alias, with the model's own name. */
export function normaliseApiKeys(
  keys: readonly ApiKeyFile[],
  names: ReadonlyMap<string, string>,
  check: Check,
): ApiKeyConfig[] {
  const result: ApiKeyConfig[] = [];
  const seen = new Set<string>();
  keys.forEach((key, index) => {
    if (seen.has(key.name))
      check.problem(['api_keys', index, 'name'], `there is another key named "${key.name}"; names must differ`);
    seen.add(key.name);
    const models = usable(key, index, { names, check });
    const secret = readSecret(check, ['api_keys', index, 'key_env'], key.key_env);
    if (secret === null) return;
    const sha256 = hash('sha256', secret, 'buffer');
    const twin = result.find((other) => other.sha256.equals(sha256));
    if (twin !== undefined)
      check.problem(
        ['api_keys', index, 'key_env'],
        `holds the same key as "${twin.name}"; each needs a key of its own`,
      );
    result.push({ name: key.name, sha256, models, verbs: key.verbs });
  });
  return result;
}

interface Names {
  readonly names: ReadonlyMap<string, string>;
  readonly check: Check;
}

/** Names of models and LoRA adapters, which never share one; null: all. */
function usable({ models, lora_adapters: loras }: ApiKeyFile, index: number, known: Names): string[] | null {
  if (models === undefined && loras === undefined) return null;
  (loras ?? []).forEach((name, position) => {
    if (known.names.has(name))
      known.check.problem(
        ['api_keys', index, 'lora_adapters', position],
        `"${name}" is a model or an alias, and no LoRA adapter can have its name; list it in models`,
      );
  });
  return [...modelNames(models ?? [], index, known), ...(loras ?? [])];
}

/** Aliases become the model's own name, so that a key for the one is a key for the other. */
function modelNames(wanted: readonly string[], index: number, { names, check }: Names): string[] {
  return wanted.flatMap((name, position) => {
    const model = names.get(name);
    if (model !== undefined) return [model];
    const near = nearest(name, names.keys(), 1)[0];
    const hint = near === undefined ? 'add it to models, or remove it here' : `did you mean "${near}"?`;
    check.problem(['api_keys', index, 'models', position], `there is no model "${name}"; ${hint}`);
    return [];
  });
}
