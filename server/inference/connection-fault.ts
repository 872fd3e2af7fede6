import { AppError } from '../platform/errors.ts';

const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_HEADERS_TIMEOUT: 'did not begin to answer in time (`timeouts.first_byte`)',
  UND_ERR_BODY_TIMEOUT: 'was silent for too long in the middle of its answer (`timeouts.between_chunks`)',
};

/**
 * The connection ended in the middle of a chunked answer; what came until then was HTTP. undici tells it only by the
 * parser's own words: the error has no code.
 */
const CUT_OFF = /Invalid EOF state/i;

/** What the client is told when the connection to an engine fails. The engine's address is not part of it. */
export function connectionFault(error: Error, engineId: string, requestWritten: boolean): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? error.name;
  const timeout = TIMEOUTS[code];
  if (timeout !== undefined)
    return new AppError('engine_timeout', `Engine ${engineId} ${timeout}.`, {}, { cause: error });
  if (error.name === 'HTTPParserError' && !CUT_OFF.test(error.message))
    return new AppError(
      'engine_bad_response',
      `Engine ${engineId} answered what is not HTTP (${code}).`,
      {},
      { cause: error },
    );
  if (requestWritten)
    return new AppError(
      'engine_disconnected',
      `Engine ${engineId} broke the connection before its answer was whole (${code}).`,
      {},
      { cause: error },
    );
  return new AppError(
    'engine_unreachable',
    `Engine ${engineId} did not take the connection (${code}).`,
    { retryAfterSeconds: 1 },
    { cause: error },
  );
}
