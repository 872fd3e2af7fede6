import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import type { Caller } from '../../accounts/keys.ts';
import type { ModelView } from '../../engines/fleet/index.ts';
import type { CatalogueEntry } from '../../library/models/catalogue.ts';
import { modelNotFound } from '../../library/models/model-not-found.ts';
import { callerOf } from '../caller.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

export function modelRoutes({ catalogue, fleet, startedAt, mayUse }: EdgePorts) {
  const mayAsk = (caller: Caller, { model, isLora, id }: CatalogueEntry): boolean =>
    mayUse(caller, model.name, isLora ? id : null);
  const created = Math.floor(startedAt.getTime() / 1000);
  const wire = (entry: CatalogueEntry, view: ModelView | undefined) => {
    const sizes = entry.model.variants.map((variant) => variant.context).filter((context) => context !== null);
    const largest = sizes.at(-1) ?? null;
    return {
      id: entry.id,
      object: 'model' as const,
      created,
      owned_by: entry.id.includes('/') ? (entry.id.split('/')[0] as string) : 'roundhouse',
      state: view?.state ?? ('stopped' as const),
      context_length: largest,
      context_sizes: sizes,
      max_model_len: largest,
      aliases: entry.parent === null ? [...entry.model.aliases] : [],
      parent: entry.parent,
    };
  };
  const views = () => new Map(fleet.models().map((view) => [view.name, view]));
  return server.router(servedRoutes.models, {
    list: async ({ res }) => {
      const caller = callerOf(res);
      const states = views();
      const data = catalogue
        .list()
        .filter((entry) => mayAsk(caller, entry))
        .map((entry) => wire(entry, states.get(entry.model.name)));
      return { status: 200, body: { object: 'list', data } };
    },
    get: async ({ params, res }) => {
      const caller = callerOf(res);
      const entry = catalogue.list().find(({ id }) => id === params.id);
      if (entry === undefined || !mayAsk(caller, entry)) {
        const near = catalogue.near(params.id, (model, lora) => mayUse(caller, model, lora));
        throw modelNotFound(params.id, 'id', near);
      }
      return { status: 200, body: wire(entry, views().get(entry.model.name)) };
    },
  });
}
