import { type AppRoute, type AppRouter, isAppRoute } from '@ts-rest/core';
import type { RouteMeta } from './route.ts';

export interface ContractRoute {
  /** Its place in the contract, e.g. `engines.stop`. */
  readonly key: string;
  readonly route: AppRoute;
  readonly meta: RouteMeta;
}

/** Every route of a router, in its order. */
export function* walkRouter(router: AppRouter, prefix = ''): Generator<ContractRoute> {
  for (const [key, value] of Object.entries(router)) {
    if (isAppRoute(value)) yield { key: prefix + key, route: value, meta: value.metadata as RouteMeta };
    else yield* walkRouter(value, `${prefix}${key}.`);
  }
}
