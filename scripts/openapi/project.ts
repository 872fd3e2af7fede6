import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: where package.json is. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(`${projectRoot}/package.json`, 'utf8')) as { version: string };
  return version;
}
