/**
 * The whole contract: every route that the gateway serves. The server cannot serve a route that is not here, and the
 * specs and clients are made from it.
 */
import { type AppRoute, type AppRouter, isAppRoute } from '@ts-rest/core';
import { engineRoutes, eventRoutes } from './engines.ts';
import { inferenceRoutes } from './inference/index.ts';
import { modelRoutes } from './models.ts';
import { documentRoutes, operationRoutes } from './operations.ts';
import { c, type RouteMeta } from './route.ts';

export const contract = c.router(
  {
    inference: inferenceRoutes,
    models: modelRoutes,
    engines: engineRoutes,
    events: eventRoutes,
    operations: operationRoutes,
    documents: documentRoutes,
  },
  { strictStatusCodes: true },
);

export interface ContractRoute {
  /** Its place in the contract, e.g. `engines.stop`. */
  readonly key: string;
  readonly route: AppRoute;
  readonly meta: RouteMeta;
}

/** Every route of the contract, in the contract's order. */
export function* walkRoutes(router: AppRouter = contract, prefix = ''): Generator<ContractRoute> {
  for (const [key, value] of Object.entries(router)) {
    if (isAppRoute(value)) yield { key: prefix + key, route: value, meta: value.metadata as RouteMeta };
    else yield* walkRoutes(value, `${prefix}${key}.`);
  }
}

export interface ForwardedRoute {
  readonly path: string;
  readonly method: string;
  readonly meta: RouteMeta;
}

/** The routes whose body is passed to an engine: served by the hot path, not by Express. */
export const forwardedRoutes: readonly ForwardedRoute[] = [...walkRoutes()]
  .filter(({ meta }) => meta.forwarded === true)
  .map(({ route, meta }) => ({ path: route.path, method: route.method, meta }));
