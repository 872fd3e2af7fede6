import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOfAnother, ownMark } from '../../../accounts/usage/index.ts';
import { AppError } from '../../../platform/errors.ts';

const fileOf = (dataDir: string): string => join(dataDir, 'docker-owner');

/** Containers may be left that carry the name of this data directory. */
export const hasOwner = (dataDir: string): boolean => existsSync(fileOf(dataDir));

/**
 * The name by which containers are known as ours, the same after each start: made once, kept in the data directory. Throws
 * `storage_unavailable`, also where another gateway that runs now has it: its containers are not left behind.
 */
export function dockerOwner(dataDir: string): string {
  const file = fileOf(dataDir);
  try {
    if (!(statSync(file, { throwIfNoEntry: false })?.size ?? 0)) make(file);
    const owner = readFileSync(file, 'utf8').trim();
    if (/^[0-9a-f]{12}$/.test(owner)) {
      claim(dataDir);
      return owner;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new AppError('storage_unavailable', `The file docker-owner in data_dir cannot be used: ${code}.`);
  }
  throw new AppError(
    'storage_unavailable',
    'The file docker-owner in data_dir does not hold what was written to it. Put it back; or take it away, and remove the ' +
      'containers that have its label (`docker ps --filter label=roundhouse.owner`).',
  );
}

/** Whole or not at all: where the disk is full, or the gateway is killed, no empty one is left, or taken for a name. */
function make(file: string): void {
  const made = `${file}.${process.pid}`;
  try {
    writeFileSync(made, `${randomBytes(6).toString('hex')}\n`, { mode: 0o600 });
    if (existsSync(file)) rmSync(file);
    linkSync(made, file);
  } catch (error) {
    // Another gateway, started at the same time, was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
}

/** A second gateway on the same data directory would take over the engines of the first, and end the rest. */
function claim(dataDir: string): void {
  const file = join(dataDir, 'docker-gateway');
  const mark = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (isOfAnother(mark))
    throw new AppError(
      'storage_unavailable',
      `Another gateway (process ${mark.split(' ')[0]}) uses this data directory: give each one its own \`data_dir\`.`,
    );
  writeFileSync(file, `${ownMark() ?? ''}\n`, { mode: 0o600 });
}
