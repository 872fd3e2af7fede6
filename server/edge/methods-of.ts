import { servedRoutes } from '../../contract/served.ts';
import { walkRouter } from '../../contract/walk-router.ts';

const routes = [...walkRouter(servedRoutes)].map(({ route }) => ({
  method: route.method,
  pattern: new RegExp(`^${route.path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
}));

/** The methods that the contract has for a path; none: there is no such path. */
export function methodsOf(path: string): string[] {
  return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}
