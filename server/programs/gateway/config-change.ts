import type { Config, ModelConfig } from '../../platform/config/config.ts';

/** What a reload changed, in the words of the event `config.reloaded`. */
export interface ConfigChange {
  readonly path: string;
  readonly models: { readonly added: string[]; readonly changed: string[]; readonly removed: string[] };
  /** Settings that count from the next start only. */
  readonly restart_required: string[];
}

const FIXED: readonly (readonly [keyof Config, string])[] = [
  ['listenV4', 'listen_v4'],
  ['listenV6', 'listen_v6'],
  ['dataDir', 'data_dir'],
  ['log', 'log'],
  ['databaseUrl', 'database_url_env'],
  ['docker', 'docker'],
];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function configChange(before: Config, after: Config): ConfigChange {
  const old = new Map(before.models.map((model) => [model.name, model]));
  const names = new Set(after.models.map((model) => model.name));
  const isChanged = (model: ModelConfig): boolean => old.has(model.name) && !same(old.get(model.name), model);
  return {
    path: after.path ?? '',
    models: {
      added: after.models.filter((model) => !old.has(model.name)).map((model) => model.name),
      changed: after.models.filter(isChanged).map((model) => model.name),
      removed: before.models.filter((model) => !names.has(model.name)).map((model) => model.name),
    },
    restart_required: FIXED.filter(([key]) => !same(before[key], after[key])).map(([, name]) => name),
  };
}
