import { AppError } from '../platform/errors.ts';

/**
 * The connection ended in the middle of a chunked answer; what came until then was HTTP. undici tells it only by the
 * parser's own words: the error has no code.
 */
const CUT_OFF = /Invalid EOF state/i;

/** What the client is told when the connection to an engine fails. The engine's address is not part of it. */
export function connectionFault(error: Error, engineId: string, requestWritten: boolean): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? error.name;
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

/** An engine that says nothing: from the beginning, or in the middle of its answer. */
export const engineSilent = (engineId: string, when: 'first_byte' | 'between_chunks'): AppError =>
  new AppError('engine_timeout', `Engine ${engineId} ${SILENT[when]} (\`timeouts.${when}\`).`);

const SILENT = {
  first_byte: 'did not begin to answer in time',
  between_chunks: 'was silent for too long in the middle of its answer',
};
