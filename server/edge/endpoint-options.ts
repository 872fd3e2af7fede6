import type { RequestHandler } from 'express';

interface Endpoints {
  readonly authorise: RequestHandler;
  /** On in tests. */
  readonly validateResponses: boolean;
}

/** How every app of ours has ts-rest bind its routes: faults go on to `renderFault`. */
export const endpointOptions = ({ authorise, validateResponses }: Endpoints) => ({
  logInitialization: false,
  jsonQuery: false,
  responseValidation: validateResponses,
  globalMiddleware: [authorise as never],
  requestValidationErrorHandler: (error: unknown, _req: unknown, _res: unknown, next: (error: unknown) => void) =>
    next(error),
});
