import type { ConfigFile } from '../file-schema.ts';
import { type Check, readSecret } from './check.ts';

const EXAMPLE = 'postgres://USER:PASSWORD@HOST/DATABASE';

/** The URL of the Postgres; null: none is named, or there is a problem. The URL holds a password: it is never told. */
export function normaliseDatabaseUrl(file: ConfigFile, check: Check): string | null {
  const name = file.database_url_env;
  if (name === undefined) return null;
  const url = readSecret(check, ['database_url_env'], name);
  if (url === null || isPostgresUrl(url)) return url;
  check.problem(
    ['database_url_env'],
    `the environment variable ${name} holds no URL such as ${EXAMPLE}; set it to one`,
  );
  return null;
}

const isPostgresUrl = (url: string): boolean =>
  URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol) && url.includes('//');
