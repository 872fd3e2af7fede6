/** What goes wrong with a database, in the words of the product. */
import { AppError } from '../errors.ts';

/** SQLite's own code, e.g. `SQLITE_FULL`; null: the error is not the database's. */
export function sqliteCode(error: unknown): string | null {
  const code = codeOf(error);
  return error instanceof Error && code?.startsWith('SQLITE_') ? code : null;
}

function codeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : null;
}

/** Another connection has the lock: the same statement may succeed in a moment. */
export function isLocked(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== null && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

/** The content of the file is not what was written there. */
export const isDamaged = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error) ?? '');

/**
 * Postgres gave up in favour of somebody else's transaction; nothing of ours was done.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization_failure, deadlock_detected, lock_not_available
 */
export const isContended = (error: unknown): boolean => /^(40001|40P01|55P03)$/.test(codeOf(error) ?? '');

/** What a new row belongs to has gone in the meantime. */
export const isMissingReference = (error: unknown): boolean =>
  /^(SQLITE_CONSTRAINT_FOREIGNKEY|23503)$/.test(codeOf(error) ?? '');

/**
 * A value cannot be kept: Postgres has no NUL in its texts (SQLite has). The caller's fault, not the database's.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: character_not_in_repertoire, untranslatable_character
 */
export const isUnstorable = (error: unknown): boolean => /^(22021|22P05)$/.test(codeOf(error) ?? '');

/**
 * Postgres does not write, while what is there can still be read: that it can be says nothing of this fault.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: read_only_sql_transaction, disk_full, io_error
 */
export const isOfWriting = (error: unknown): boolean => /^(25006|53100|58030)$/.test(codeOf(error) ?? '');

const meanings: readonly (readonly [RegExp, string])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'it is locked by another process'],
  [/^(SQLITE_FULL|53100|ENOSPC)/, 'the disk is full'],
  [/^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|25006)/, 'it cannot be opened for writing'],
  [/^(SQLITE_IOERR|58030)/, 'the disk does not read or write'],
  [/^(SQLITE_(NOTADB|CORRUPT)|XX00[12])/, 'its content is damaged'],
  [/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08)/, 'its server does not answer'],
  [/^(ENOTFOUND|EAI_AGAIN)/, 'its server is not known by that name'],
  [/^(57P0|53)/, 'its server takes no connections now'],
  [/^28/, 'its server refuses the user or the password'],
  [/^3D000/, 'its server has no such database'],
  [/^42501/, 'its user may not make or use tables there: make him the owner of the database'],
  [/^57014/, 'its server took too long'],
];

/** The fault in a few words without paths, for `/ready` too. */
export function faultOf(error: unknown): string {
  const code = codeOf(error);
  const known = code === null ? undefined : meanings.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return `${known[1]} (${code})`;
  const { message } = error as Error;
  // pg has no codes for what it finds out by itself.
  if (code === null && /timeout|connection terminated/i.test(message)) return 'its server does not answer in time';
  return code ?? message;
}

export function storageUnavailable(error: unknown): AppError {
  const again = isLocked(error) || isContended(error) ? { retryAfterSeconds: 5 } : {};
  return new AppError('storage_unavailable', `The database cannot be used now: ${faultOf(error)}.`, again, {
    cause: error,
  });
}
