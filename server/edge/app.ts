/** Express and ts-rest: every route that is not forwarded. Binds, renders errors, knows no logic. */
import { isAppRoute, ResponseValidationError } from '@ts-rest/core';
import { createExpressEndpoints, initServer, RequestValidationError } from '@ts-rest/express';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { RouteMeta } from '../../contract/route.ts';
import { servedRoutes } from '../../contract/served.ts';
import { AppError } from '../platform/errors.ts';
import { setCaller } from './caller.ts';
import { docsPage } from './docs-page.ts';
import { methodsOf } from './methods-of.ts';
import type { EdgePorts } from './ports.ts';
import { errorBody, errorHeaders, errorStatus } from './render-error.ts';
import { downloadRoutes } from './routes/downloads.ts';
import { engineRoutes } from './routes/engines.ts';
import { eventRoutes } from './routes/events.ts';
import { loraRoutes } from './routes/loras.ts';
import { modelRoutes } from './routes/models.ts';
import { operationRoutes } from './routes/operations.ts';

/** The documents are served by their own router. */
const { documents: _documents, ...served } = servedRoutes;
const MAX_BODY = '1mb';

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
  app.use(express.json({ limit: MAX_BODY, inflate: false, strict: false, type: () => true }));
  const router = initServer().router(served, {
    models: modelRoutes(ports),
    engines: engineRoutes(ports),
    loras: loraRoutes(ports),
    downloads: downloadRoutes(ports),
    events: eventRoutes(ports),
    operations: operationRoutes(ports),
  });
  createExpressEndpoints(served, router, app, {
    logInitialization: false,
    jsonQuery: false,
    responseValidation: ports.validateResponses,
    globalMiddleware: [authorise(ports) as never],
    requestValidationErrorHandler: (error, _req, _res, next) => next(error),
  });
  app.use(noSuchRoute);
  app.use(renderFault(ports));
  return app;
}

/** ts-rest puts the route on the request before its middleware runs. */
function authorise({ authenticator, publicMetrics }: EdgePorts): RequestHandler {
  return (req, res, next) => {
    const route = (req as unknown as { tsRestRoute: unknown }).tsRestRoute;
    if (!isAppRoute(route as never)) throw new Error('a route without a contract');
    const { verb, operationId } = (route as { metadata: RouteMeta }).metadata;
    const isPublic = operationId === 'getMetrics' && publicMetrics();
    setCaller(res, authenticator.authorise(req, isPublic ? 'public' : verb));
    next();
  };
}

const noSuchRoute: RequestHandler = (req) => {
  const methods = methodsOf(req.path);
  if (methods.length > 0)
    throw new AppError('method_not_allowed', `${req.path} takes ${methods.join(' or ')}, not ${req.method}.`, {
      allow: methods,
    });
  throw new AppError(
    'route_not_found',
    `There is no route ${req.method} ${req.path.slice(0, 200)}. GET /docs shows them all.`,
  );
};

function renderFault({ log }: EdgePorts): ErrorRequestHandler {
  return (fault, req, res, next) => {
    if (res.headersSent) return next(fault);
    const error = asAppError(fault);
    const requestId = req.headers['x-request-id'] as string;
    if (error.code === 'internal_error') log.error({ err: fault, request_id: requestId }, 'a request failed');
    if (!req.complete) res.shouldKeepAlive = false;
    res
      .status(errorStatus(error))
      .set(errorHeaders(error, requestId))
      .json(errorBody(error, 'openai', requestId));
  };
}

/** What Express, its body parser and ts-rest throw, in our words. */
function asAppError(fault: unknown): AppError {
  if (fault instanceof AppError) return fault;
  if (fault instanceof RequestValidationError) return invalidRequest(fault);
  if (fault instanceof ResponseValidationError)
    return new AppError('internal_error', 'The answer did not fit the contract.', {}, { cause: fault });
  const { status, type } = fault as { status?: number; type?: string };
  if (type === 'entity.too.large')
    return new AppError('body_too_large', `The body is larger than ${MAX_BODY}, the limit of this route.`);
  if (type === 'encoding.unsupported')
    return new AppError('unsupported_encoding', 'Compressed bodies are not supported: send the body as it is.');
  if (type === 'entity.parse.failed') return new AppError('invalid_json', 'The body is not JSON.');
  if (type === 'charset.unsupported') return new AppError('unsupported_media_type', 'The body must be UTF-8.');
  if (status !== undefined && status >= 400 && status < 500)
    return new AppError(
      'invalid_request',
      'The request could not be read: its path, headers or body are not well-formed.',
    );
  return new AppError(
    'internal_error',
    'The gateway failed on this request; its log has the reason.',
    {},
    { cause: fault },
  );
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

function invalidRequest(fault: RequestValidationError): AppError {
  const part = fault.pathParams ?? fault.headers ?? fault.query ?? fault.body;
  const issue = (part as { issues?: readonly Issue[] } | null)?.issues?.[0];
  const param = issue?.path?.map((step) => String(typeof step === 'object' ? step.key : step)).join('.') || undefined;
  const where = param === undefined ? 'The request' : `\`${param}\``;
  return new AppError(
    'invalid_request',
    `${where}: ${issue?.message ?? 'not valid'}.`,
    param === undefined ? {} : { param },
  );
}
