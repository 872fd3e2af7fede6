import { AppError } from '../../platform/errors.ts';

const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_TIMEOUT: 'did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'was silent for too long in the middle of its answer',
};

/** The connection ended in the middle of a chunked answer; undici tells it only by the parser's own words. */
const CUT_OFF = /Invalid EOF state/i;

/** What the client is told when the connection to the engine fails. `requestWritten`: the engine may have seen the request. */
export function connectionFault(error: Error, requestWritten: boolean): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? error.name;
  const timeout = TIMEOUTS[code];
  if (timeout !== undefined) return new AppError('engine_timeout', `The engine ${timeout}.`, {}, { cause: error });
  if (error.name === 'HTTPParserError' && !CUT_OFF.test(error.message))
    return new AppError('engine_bad_response', `The engine answered what is not HTTP (${code}).`, {}, { cause: error });
  if (requestWritten)
    return new AppError(
      'engine_disconnected',
      `The engine broke the connection before its answer was whole (${code}).`,
      {},
      { cause: error },
    );
  return new AppError(
    'engine_unreachable',
    `The engine did not take the connection (${code}).`,
    { retryAfterSeconds: 1 },
    { cause: error },
  );
}
