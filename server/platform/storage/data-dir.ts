import { accessSync, constants, mkdirSync, statSync } from 'node:fs';

/**
 * Why the data directory cannot be used; null where it can. The path is not told: `/ready` is public. Made where it is missing, so that a directory that was taken
 * away while the gateway runs comes back as soon as it can.
 */
export function dataDirFault(path: string): string | null {
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) mkdirSync(path, { recursive: true, mode: 0o700 });
    if (!statSync(path).isDirectory()) return `data_dir is not a directory`;
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `data_dir cannot be used: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`;
  }
}
