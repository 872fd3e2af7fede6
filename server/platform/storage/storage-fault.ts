/** What goes wrong with a database, in the words of the product. */
import { AppError } from '../errors.ts';

/** SQLite's own code, e.g. `SQLITE_FULL`; null: the error is not the database's. */
export function sqliteCode(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof Error && typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}

/** Another connection has the lock: the same statement may succeed in a moment. */
export function isLocked(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

const meanings: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'it is locked by another process'],
  [/^SQLITE_FULL/, 'the disk is full'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/, 'it cannot be opened for writing'],
  [/^SQLITE_IOERR/, 'the disk does not read or write'],
  [/^SQLITE_(NOTADB|CORRUPT)/, 'its content is damaged'],
];

/** The fault in a few words without paths, for `/ready` too. */
export function faultOf(error: unknown): string {
  const code = sqliteCode(error) ?? (error as NodeJS.ErrnoException).code ?? null;
  const known = code === null ? undefined : meanings.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return `${known[1]} (${code})`;
  return code ?? (error as Error).message;
}

export function storageUnavailable(error: unknown): AppError {
  const again = isLocked(error) ? { retryAfterSeconds: 5 } : {};
  return new AppError('storage_unavailable', `The database cannot be used now: ${faultOf(error)}.`, again, {
    cause: error,
  });
}
