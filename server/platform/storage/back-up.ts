import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../errors.ts';
import { faultOf } from './storage-fault.ts';

export interface FileCopy {
  /** A SQLite file. */
  readonly source: string;
  /** Must not exist. */
  readonly target: string;
}

/**
 * Copies the files in their order, each as it is at one moment, while gateways go on reading and writing. All are there
 * whole or none is, readable by their owner only. Resolves to the pages of each. Throws AppError `storage_unavailable`.
 */
export async function backUpFiles(copies: readonly FileCopy[]): Promise<number[]> {
  const partialOf = ({ target }: FileCopy): string => `${target}.${process.pid}.partial`;
  try {
    for (const copy of copies) checkPlaces(copy);
    try {
      const pages: number[] = [];
      for (const copy of copies) pages.push(await copyTo(partialOf(copy), copy.source));
      putInPlace(copies.map((copy) => ({ from: partialOf(copy), to: copy.target })));
      return pages;
    } finally {
      for (const copy of copies)
        for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partialOf(copy) + suffix, { force: true });
    }
  } catch (error) {
    throw new AppError('storage_unavailable', `The backup was not made: ${faultOf(error)}.`, {}, { cause: error });
  }
}

function checkPlaces({ source, target }: FileCopy): void {
  if (!existsSync(source)) throw new Error(`there is no ${source}; correct data_dir in the configuration`);
  if (existsSync(target)) throw new Error(`${target} exists already; choose another name`);
  if (!existsSync(dirname(target))) throw new Error(`there is no folder ${dirname(target)}; make it first`);
}

async function copyTo(partial: string, source: string): Promise<number> {
  const database = new Database(source, { readonly: true, fileMustExist: true });
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    readAsOfNow(database);
    const { totalPages } = await database.backup(partial);
    check(partial);
    return totalPages;
  } finally {
    database.close();
  }
}

/**
 * Holds on to what is there now. Else each write of a gateway would make the copy begin again from its first page: that of
 * a large file would never be done. https://sqlite.org/c3ref/backup_finish.html
 */
function readAsOfNow(database: Database.Database): void {
  database.exec('begin');
  database.prepare('select count(*) from sqlite_schema').get();
}

/** By links: nothing is overwritten, also where somebody else makes a file of the name just now. */
function putInPlace(files: readonly { readonly from: string; readonly to: string }[]): void {
  const placed: string[] = [];
  try {
    for (const { from, to } of files) {
      linkSync(from, to);
      placed.push(to);
    }
  } catch (error) {
    for (const path of placed) rmSync(path, { force: true });
    throw error;
  }
  for (const folder of new Set(placed.map(dirname))) sync(folder, 'r');
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

function sync(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
