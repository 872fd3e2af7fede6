/** Express and ts-rest: every route that is not forwarded. Binds, renders errors, knows no logic. */
import { isAppRoute } from '@ts-rest/core';
import { createExpressEndpoints, initServer } from '@ts-rest/express';
import express, { type Express, type RequestHandler } from 'express';
import type { RouteMeta } from '../../contract/route.ts';
import { servedRoutes } from '../../contract/served.ts';
import { setCaller } from './caller.ts';
import { docsPage } from './docs-page/docs-page.ts';
import { endpointOptions } from './endpoint-options.ts';
import { MAX_BODY, noSuchRoute, renderFault } from './errors/express-faults.ts';
import { formOrJson } from './form-body.ts';
import { methodsOf } from './methods-of.ts';
import type { EdgePorts } from './ports.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { downloadRoutes } from './routes/downloads.ts';
import { engineRoutes } from './routes/engines.ts';
import { eventRoutes } from './routes/events.ts';
import { keyRoutes } from './routes/keys.ts';
import { loraRoutes } from './routes/loras.ts';
import { modelRoutes } from './routes/models.ts';
import { operationRoutes } from './routes/operations.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { rateLimitRoutes, usageRoutes } from './routes/usage.ts';
import { userEngineRoutes } from './routes/user-engines.ts';
import { ownUserRoutes, userRoutes, vllmManagementRoutes } from './routes/users.ts';

/** The documents are served by their own router. */
const { documents: _documents, ...served } = servedRoutes;

const FORM = 'application/x-www-form-urlencoded';

export function createApp(ports: EdgePorts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((req, res, next) => {
    res.setHeader('x-request-id', req.headers['x-request-id'] as string);
    res.setHeader('x-roundhouse-source', 'gateway');
    next();
  });
  app.use(docsPage());
  app.use('/token', express.text({ limit: MAX_BODY, inflate: false, type: FORM }), formOrJson);
  app.use(express.json({ limit: MAX_BODY, inflate: false, strict: false, type: () => true }));
  const router = initServer().router(served, {
    models: modelRoutes(ports),
    engines: engineRoutes(ports),
    loras: loraRoutes(ports),
    downloads: downloadRoutes(ports),
    tokens: tokenRoutes(ports),
    ownUser: ownUserRoutes(ports),
    users: userRoutes(ports),
    keys: keyRoutes(ports),
    usage: usageRoutes(ports),
    rateLimits: rateLimitRoutes(ports),
    vllmManagement: vllmManagementRoutes(ports),
    userEngines: userEngineRoutes(ports),
    conversations: conversationRoutes(ports),
    events: eventRoutes(ports),
    operations: operationRoutes(ports),
  });
  createExpressEndpoints(
    served,
    router,
    app,
    endpointOptions({ authorise: authorise(ports), validateResponses: ports.validateResponses }),
  );
  app.use(noSuchRoute(methodsOf(servedRoutes)));
  app.use(renderFault(ports.log));
  return app;
}

/** ts-rest puts the route on the request before its middleware runs. */
function authorise({ authenticator, publicMetrics, live }: EdgePorts): RequestHandler {
  return async (req, res, next) => {
    const route = (req as unknown as { tsRestRoute: unknown }).tsRestRoute;
    if (!isAppRoute(route as never)) throw new Error('a route without a contract');
    const { verb, operationId } = (route as { metadata: RouteMeta }).metadata;
    const isPublic = operationId === 'getMetrics' && publicMetrics();
    const caller = await authenticator.authorise(req, isPublic ? 'public' : verb);
    setCaller(res, caller);
    live.add(res, caller);
    next();
  };
}
