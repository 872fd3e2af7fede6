import { readFileSync } from 'node:fs';

/** The version in package.json: of the gateway, the specs and the clients alike. */
export function packageVersion(): string {
  for (const up of ['../../', '../../../']) {
    try {
      const text = readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      // Compiled files lie one folder deeper.
    }
  }
  return '0.0.0';
}
