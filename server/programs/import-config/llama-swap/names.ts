/** The names of models: unique over all of them, as ours must be. Pure. */
import type { KeyPath } from '../../../platform/config/problems.ts';
import type { Findings } from '../findings.ts';
import { llamaSwapModelSchema } from './file-schema.ts';

export interface Names {
  /** False: somebody has it already. */
  take(name: string): boolean;
  /** The aliases of a model that are free, each taken. */
  aliases(wanted: readonly string[], path: KeyPath): string[];
}

export function createNames(models: readonly string[], findings: Findings): Names {
  const taken = new Set(models);
  const take = (name: string): boolean => {
    if (taken.has(name)) return false;
    taken.add(name);
    return true;
  };
  return {
    take,
    aliases: (wanted, path) =>
      [...new Set(wanted)].filter((alias) => {
        if (alias !== '' && take(alias)) return true;
        if (alias !== path[1])
          findings.leave(
            path,
            `the alias ${JSON.stringify(alias)} is the name of another model, or empty; choose another`,
          );
        return false;
      }),
  };
}

/** Its aliases, and the names for which it has parameters of their own: llama-swap answers to both. */
export function modelAliases(value: unknown, path: KeyPath, findings: Findings): string[] {
  const parsed = llamaSwapModelSchema.safeParse(value);
  if (!parsed.success) return [];
  const { aliases, filters } = parsed.data;
  const byId = filters?.['setParamsByID'];
  const names = (aliases ?? []).map((alias) => {
    if (typeof alias === 'string') return alias;
    if (alias['name'] || alias['unlisted'])
      findings.leave(
        [...path, 'aliases'],
        'an alias is a name only: it has no title, and is always shown with its model',
      );
    return alias.id;
  });
  return [...names, ...(typeof byId === 'object' && byId !== null ? Object.keys(byId) : [])];
}
