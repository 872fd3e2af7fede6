/** Every name that can be asked for. Owns names only: what runs is the fleet's, who may ask is the accounts'. */
import type { ModelConfig } from '../../platform/config/config.ts';
import { nearest } from '../../platform/nearest.ts';

export interface CatalogueEntry {
  /** The name to ask for. */
  readonly id: string;
  readonly model: ModelConfig;
  /** The model's own name where `id` is an alias; null: it is the model itself. */
  readonly aliasOf: string | null;
}

export interface ResolvedModel {
  readonly model: ModelConfig;
  /** The name that was asked for. */
  readonly name: string;
}

export interface Catalogue {
  resolve(name: string): ResolvedModel | null;
  /** Models in the order of the configuration, each followed by its aliases. */
  list(): readonly CatalogueEntry[];
  /** Names like `name`, the nearest first. `allowed` is asked with the model's own name: others are not given away. */
  near(name: string, allowed?: (model: string) => boolean, limit?: number): string[];
  update(models: readonly ModelConfig[]): void;
}

/** Names must be unique over models and aliases, as the configuration's check sees to; else the first one counts. */
export function createCatalogue(models: readonly ModelConfig[]): Catalogue {
  let entries: readonly CatalogueEntry[] = [];
  let byName = new Map<string, ResolvedModel>();
  const update = (next: readonly ModelConfig[]): void => {
    entries = next.flatMap(entriesOf);
    const names = new Map<string, ResolvedModel>();
    for (const { id, model } of entries) if (!names.has(id)) names.set(id, { model, name: id });
    byName = names;
  };
  update(models);
  return {
    resolve: (name) => byName.get(name) ?? null,
    list: () => entries,
    near(name, allowed = () => true, limit = 3) {
      const names = entries.filter((entry) => allowed(entry.model.name)).map((entry) => entry.id);
      return nearest(name, names, limit);
    },
    update,
  };
}

function entriesOf(model: ModelConfig): CatalogueEntry[] {
  const aliases = model.aliases.map((id) => ({ id, model, aliasOf: model.name }));
  return [{ id: model.name, model, aliasOf: null }, ...aliases];
}
