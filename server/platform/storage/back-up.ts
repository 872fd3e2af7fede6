import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../errors.ts';
import { faultOf } from './storage-fault.ts';
import { DATABASE_NAME } from './table-set.ts';

/**
 * Copies `roundhouse.db` of the data directory to `target`, which must not exist, while gateways go on reading and
 * writing. It is there whole or not at all, readable by its owner only. Resolves to the pages copied. Throws AppError
 * `storage_unavailable`.
 */
export async function backUpDatabase(dataDir: string, target: string): Promise<number> {
  const source = join(dataDir, DATABASE_NAME);
  const partial = `${target}.${process.pid}.partial`;
  try {
    if (existsSync(target)) throw new Error(`${target} exists already; choose another name`);
    const database = new Database(source, { readonly: true, fileMustExist: true });
    try {
      closeSync(openSync(partial, 'wx', 0o600));
      const { totalPages } = await database.backup(partial);
      check(partial);
      linkSync(partial, target);
      syncFolder(dirname(target));
      return totalPages;
    } finally {
      database.close();
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partial + suffix, { force: true });
    }
  } catch (error) {
    throw new AppError('storage_unavailable', `The backup was not made: ${faultOf(error)}.`, {}, { cause: error });
  }
}

/** A copy that cannot be read would be found out when it is needed. Made one file: it has taken over the mode with logs. */
function check(path: string): void {
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE');
    const [first] = copy.pragma('quick_check(1)') as { readonly quick_check: string }[];
    if (first?.quick_check !== 'ok') throw new Error(`the copy is damaged: ${first?.quick_check ?? 'no answer'}`);
  } finally {
    copy.close();
  }
  sync(path, 'r+');
}

const syncFolder = (path: string): void => sync(path, 'r');

function sync(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
