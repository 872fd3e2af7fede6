import { parse } from 'node:querystring';
import type { RequestHandler } from 'express';
import { AppError } from '../platform/errors.ts';

/**
 * A body that says it is a form: read as one, unless it is JSON, which `curl -d '{…}'` sends under that name. For the
 * text of `express.text`. Throws `invalid_json`.
 */
export const formOrJson: RequestHandler = (req, _res, next) => {
  const text: unknown = req.body;
  if (typeof text === 'string') req.body = text.trimStart().startsWith('{') ? json(text) : { ...parse(text) };
  next();
};

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The reason quotes the body, which holds a password.
    throw new AppError('invalid_json', 'The body is not JSON.');
  }
}
