/**
 * The whole contract: every route that the gateway serves. The server cannot serve a route that is not here, and the
 * specs and clients are made from it.
 */
import type { AppRouter } from '@ts-rest/core';
import { inferenceRoutes } from './inference/index.ts';
import { c, type RouteMeta } from './route.ts';
import { servedRoutes } from './served.ts';
import { type ContractRoute, walkRouter } from './walk-router.ts';

export const contract = c.router({ inference: inferenceRoutes, ...servedRoutes }, { strictStatusCodes: true });

/** Every route of the contract, in the contract's order. */
export const walkRoutes = (router: AppRouter = contract): Generator<ContractRoute> => walkRouter(router);

export type { ContractRoute };

export interface ForwardedRoute {
  readonly path: string;
  readonly method: string;
  readonly meta: RouteMeta;
}

/** The routes whose body is passed to an engine: served by the hot path, not by Express. */
export const forwardedRoutes: readonly ForwardedRoute[] = [...walkRoutes()]
  .filter(({ meta }) => meta.forwarded === true)
  .map(({ route, meta }) => ({ path: route.path, method: route.method, meta }));
