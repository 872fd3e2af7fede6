/** The routes that the gateway answers itself: all but the forwarded ones. */
import { engineRoutes, eventRoutes } from './engines.ts';
import { modelRoutes } from './models.ts';
import { documentRoutes, operationRoutes } from './operations.ts';
import { c } from './route.ts';

export const servedRoutes = c.router(
  {
    models: modelRoutes,
    engines: engineRoutes,
    events: eventRoutes,
    operations: operationRoutes,
    documents: documentRoutes,
  },
  { strictStatusCodes: true },
);
