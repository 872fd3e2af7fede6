/** What a disk says no with, in the product's error codes. */
import { AppError } from '../../../../platform/errors.ts';

/** `shown`: the file's name for the message. Errors that are no system errors come back as they are. */
export function fileFault(error: unknown, shown: string): unknown {
  const code = error instanceof Error && !(error instanceof AppError) && (error as NodeJS.ErrnoException).code;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return error;
  const cause = { cause: error };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AppError('source_not_found', `${shown} is not there.`, { param: 'source' }, cause);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new AppError('source_forbidden', `${shown} may not be read by this process.`, { param: 'source' }, cause);
  }
  // A network file system comes and goes.
  return new AppError('download_failed', `${shown}: ${code}.`, { fields: { retryable: true } }, cause);
}

export const changedFile = (shown: string): AppError =>
  new AppError('download_changed', `${shown} changed while it was being read.`);

export const outside = (message: string): AppError => new AppError('path_not_allowed', message, { param: 'source' });
