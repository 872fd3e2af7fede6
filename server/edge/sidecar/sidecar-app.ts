/** The sidecar's HTTP face: Express and ts-rest over its own contract. */
import { createExpressEndpoints, initServer } from '@ts-rest/express';
import express, { type Express, type RequestHandler } from 'express';
import type { RouteMeta } from '../../../contract/route.ts';
import { sidecarContract } from '../../../contract/sidecar.ts';
import { requestId } from '../../platform/request-id.ts';
import { docsPage } from '../docs-page/docs-page.ts';
import { endpointOptions } from '../endpoint-options.ts';
import { MAX_BODY, noSuchRoute, renderFault } from '../errors/express-faults.ts';
import { methodsOf } from '../methods-of.ts';
import { downloadRoutes } from '../routes/downloads.ts';
import { engineHandlers } from './engine-handlers.ts';
import type { SidecarPorts } from './ports.ts';
import { assertToken } from './token.ts';

/** The documents are served by their own router. */
const { documents: _documents, ...served } = sidecarContract;

export function createSidecarApp(ports: SidecarPorts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(named);
  app.use(docsPage({ api: 'sidecar' }));
  app.use(express.json({ limit: MAX_BODY, inflate: false, strict: false, type: () => true }));
  const router = initServer().router(served, { ...engineHandlers(ports), downloads: downloadRoutes(ports) });
  createExpressEndpoints(
    served,
    router,
    app,
    endpointOptions({ authorise: authorise(ports), validateResponses: ports.validateResponses }),
  );
  app.use(noSuchRoute(methodsOf(sidecarContract)));
  app.use(renderFault(ports.log));
  return app;
}

const named: RequestHandler = (req, res, next) => {
  const id = requestId(req.headers['x-request-id'] as string | undefined);
  req.headers['x-request-id'] = id;
  res.setHeader('x-request-id', id);
  next();
};

/** ts-rest puts the route on the request before its middleware runs. */
function authorise({ tokenSha256 }: SidecarPorts): RequestHandler {
  return (req, _res, next) => {
    const { metadata } = (req as unknown as { tsRestRoute: { metadata: RouteMeta } }).tsRestRoute;
    if (tokenSha256 !== null && metadata.verb !== 'public') assertToken(req, tokenSha256);
    next();
  };
}
