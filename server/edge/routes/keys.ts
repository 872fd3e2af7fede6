import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import type { ApiKeyView } from '../../accounts/index.ts';
import type { Caller } from '../../accounts/keys.ts';
import { modelNotFound } from '../../library/models/model-not-found.ts';
import { callerOf } from '../caller.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

const keyOnWire = (key: ApiKeyView) => ({
  id: key.id,
  object: 'api_key' as const,
  name: key.name,
  user_id: key.userId,
  start: key.start,
  verbs: [...key.verbs],
  models: key.models === null ? null : [...key.models],
  created_at: key.createdAt,
  expires_at: key.expiresAt,
});

export function keyRoutes({ accounts, ...ports }: Pick<EdgePorts, 'accounts' | 'catalogue' | 'mayUse'>) {
  return server.router(servedRoutes.keys, {
    create: async ({ body, res }) => {
      const caller = callerOf(res);
      const { key, secret } = await accounts().keys.create(caller, {
        name: body.name,
        userId: body.user_id ?? null,
        verbs: body.verbs,
        models: body.models === null ? null : ownNames(body.models, caller, ports),
        expiresAt: body.expires_at === null ? null : new Date(body.expires_at),
      });
      res.setHeader('cache-control', 'no-store');
      return { status: 200, body: { ...keyOnWire(key), key: secret } };
    },
    list: async ({ query, res }) => {
      const page = { limit: query.limit, after: query.after ?? null };
      const { data, hasMore } = await accounts().keys.list(callerOf(res), page, query.user_id ?? null);
      return { status: 200, body: { object: 'list', data: data.map(keyOnWire), has_more: hasMore } };
    },
    get: async ({ params, res }) => ({
      status: 200,
      body: keyOnWire(await accounts().keys.get(callerOf(res), params.id)),
    }),
    remove: async ({ params, res }) => {
      const { id } = await accounts().keys.remove(callerOf(res), params.id);
      return { status: 200, body: { id, object: 'api_key', deleted: true } };
    },
  });
}

/** Aliases become the model's own name. A name that the caller may not use is answered like one that does not exist. */
type NamePorts = Pick<EdgePorts, 'catalogue' | 'mayUse'>;

function ownNames(names: readonly string[], caller: Caller, { catalogue, mayUse }: NamePorts): string[] {
  const own = names.map((name) => {
    const found = catalogue.resolve(name);
    if (found === null || !mayUse(caller, found.model.name, found.lora))
      throw modelNotFound(
        name,
        'models',
        catalogue.near(name, (model, lora) => mayUse(caller, model, lora)),
      );
    return found.lora ?? found.model.name;
  });
  return [...new Set(own)];
}
