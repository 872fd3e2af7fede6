/** What goes wrong in Express, its body parser and ts-rest, in the error envelope. */
import { ResponseValidationError } from '@ts-rest/core';
import { RequestValidationError } from '@ts-rest/express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AnswerRefused } from '../../inference/ask/answer-refused.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { answerEarly } from '../../platform/web/answer-early.ts';
import { ClientLeft } from '../left-signal.ts';
import { EngineRefusal } from './engine-refusal.ts';
import { errorBody, errorHeaders, errorRenderer, errorStatus } from './render-error.ts';

/** Bodies of the routes that are not forwarded. */
export const MAX_BODY = '1mb';

/** `methodsOf`: the methods that the contract has for a path. */
export const noSuchRoute =
  (methodsOf: (path: string) => readonly string[]): RequestHandler =>
  (req) => {
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

export function renderFault(log: Log): ErrorRequestHandler {
  return (fault, req, res, next) => {
    if (res.headersSent) return next(fault);
    const requestId = req.headers['x-request-id'] as string;
    if (fault instanceof ClientLeft) return void res.destroy();
    if (fault instanceof AnswerRefused) return answerEarly(req, res, fault.answer);
    if (fault instanceof EngineRefusal) {
      const { status, headers, body } = errorRenderer.engine(fault.refusal, 'openai', requestId);
      return answerEarly(req, res, { status, headers, body });
    }
    const error = asAppError(fault);
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
  return new AppError(
    'invalid_request',
    whatIsWrong(param, issue?.message ?? 'not valid'),
    param === undefined ? {} : { param },
  );
}

/** In the words of the schema, but for what is not there at all. */
function whatIsWrong(param: string | undefined, message: string): string {
  const said = message.replace(/^Invalid input: /, '');
  const expected = /^expected (\w+), received undefined$/.exec(said)?.[1];
  if (param === undefined)
    return expected === undefined ? `The request: ${said}.` : 'The request has no body; it takes a JSON object.';
  return expected === undefined ? `\`${param}\`: ${said}.` : `\`${param}\` is missing: expected ${expected}.`;
}
