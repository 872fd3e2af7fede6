import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors.ts';

const fileOf = (dataDir: string): string => join(dataDir, 'docker-owner');

/** Containers may be left that carry the name of this data directory. */
export const hasOwner = (dataDir: string): boolean => existsSync(fileOf(dataDir));

/**
 * The name by which containers are known as ours, the same after each start: made once, kept in the data directory. Throws
 * `storage_unavailable`.
 */
export function dockerOwner(dataDir: string): string {
  const file = fileOf(dataDir);
  try {
    if (!existsSync(file)) writeFileSync(file, `${randomBytes(6).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
    const owner = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{12}$/.test(owner)) return owner;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AppError('storage_unavailable', `The file docker-owner in data_dir cannot be used: ${code}.`);
  }
  throw new AppError('storage_unavailable', 'The file docker-owner in data_dir does not hold what was written to it.');
}
