import type { AppRouter } from '@ts-rest/core';
import { walkRouter } from '../../contract/walk-router.ts';

/** Tells the methods that a router has for a path; none: there is no such path. */
export function methodsOf(router: AppRouter): (path: string) => string[] {
  const routes = [...walkRouter(router)].map(({ route }) => ({
    method: route.method,
    pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
  }));
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}
