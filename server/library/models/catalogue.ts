/** Every name that can be asked for. Owns names only: what runs is the fleet's, who may ask is the accounts'. */
import type { ModelConfig } from '../../platform/config/config.ts';
import { nearest } from '../../platform/nearest.ts';

export interface CatalogueEntry {
  /** The name to ask for. */
  readonly id: string;
  readonly model: ModelConfig;
  /** The model's own name where `id` is an alias; null: it is the model itself, or a LoRA adapter of it. */
  readonly aliasOf: string | null;
  /** Whether `id` is a LoRA adapter of the model. */
  readonly isLora: boolean;
  /** The model's own name where `id` is an alias or a LoRA adapter of it; null: it is the model itself. */
  readonly parent: string | null;
}

/** A LoRA adapter that can be asked for. */
export interface NamedLora {
  readonly name: string;
  /** The base model's own name. */
  readonly model: string;
}

export interface ResolvedModel {
  readonly model: ModelConfig;
  /** The name that was asked for. */
  readonly name: string;
  /** The LoRA adapter of the model that is meant; null: the model itself. */
  readonly lora: string | null;
}

export interface Catalogue {
  resolve(name: string): ResolvedModel | null;
  /** Models in the order of the configuration, each followed by its aliases and then its LoRA adapters. */
  list(): readonly CatalogueEntry[];
  /**
   * Names like `name`, the nearest first. `allowed` is asked with the model's own name, and the LoRA adapter's where it is
   * one: others are not given away.
   */
  near(name: string, allowed?: (model: string, lora: string | null) => boolean, limit?: number): string[];
  /** Whether the model has LoRA adapters that can be asked for. */
  hasLoras(model: string): boolean;
  /** True for the name of a model or an alias: no LoRA adapter may take it. */
  taken(name: string): boolean;
  update(models: readonly ModelConfig[]): void;
  /**
   * All LoRA adapters that can be asked for. Those of models that are gone are left out until the model is back, as are
   * those whose name is a model's or an alias's: such a name means what the configuration says.
   */
  setLoras(loras: readonly NamedLora[]): void;
}

/** Names must be unique over models and aliases, as the configuration's check sees to; else the first one counts. */
export function createCatalogue(models: readonly ModelConfig[]): Catalogue {
  let configured = models;
  let loras: readonly NamedLora[] = [];
  let entries: readonly CatalogueEntry[] = [];
  let byName = new Map<string, ResolvedModel>();
  let withLoras: ReadonlySet<string> = new Set();
  const build = (): void => {
    const own = new Set(configured.flatMap((model) => [model.name, ...model.aliases]));
    const free = loras.filter(({ name }) => !own.has(name));
    entries = configured.flatMap((model) => entriesOf(model, free));
    const names = new Map<string, ResolvedModel>();
    for (const { id, model, isLora } of entries)
      if (!names.has(id)) names.set(id, { model, name: id, lora: isLora ? id : null });
    byName = names;
    withLoras = new Set(free.map(({ model }) => model));
  };
  build();
  return {
    resolve: (name) => byName.get(name) ?? null,
    list: () => entries,
    hasLoras: (model) => withLoras.has(model),
    near(name, allowed = () => true, limit = 3) {
      const names = entries
        .filter((entry) => allowed(entry.model.name, entry.isLora ? entry.id : null))
        .map((entry) => entry.id);
      return nearest(name, names, limit);
    },
    taken(name) {
      const found = byName.get(name);
      return found !== undefined && found.lora === null;
    },
    update(next) {
      configured = next;
      build();
    },
    setLoras(next) {
      loras = next;
      build();
    },
  };
}

function entriesOf(model: ModelConfig, loras: readonly NamedLora[]): CatalogueEntry[] {
  const { name: parent } = model;
  const aliases = model.aliases.map((id) => ({ id, model, aliasOf: parent, isLora: false, parent }));
  const adapters = loras
    .filter((lora) => lora.model === parent)
    .map(({ name: id }) => ({ id, model, aliasOf: null, isLora: true, parent }));
  return [{ id: parent, model, aliasOf: null, isLora: false, parent: null }, ...aliases, ...adapters];
}
