/** `roundhouse db`: what an operator does to the database by hand. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';
import { backUpDatabase, openStorage } from '../platform/storage/index.ts';
import { readConfig } from './read-config.ts';

const USAGE = `roundhouse db migrate [--config FILE]
roundhouse db backup TARGET [--config FILE]

  migrate   brings the tables up to date, as each start does too
  backup    copies the SQLite file to TARGET, which must not exist, while gateways go on; for Postgres: pg_dump
`;

interface Asked {
  readonly what: 'migrate' | 'backup';
  readonly target: string;
  readonly config: string | undefined;
}

/** Exit codes: 0 done, 1 failed, 2 the command line or the configuration is wrong. */
export async function db(args: readonly string[]): Promise<number> {
  let asked: Asked | 'help';
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`roundhouse: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (asked === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const config = await readConfig(asked.config);
  if (config === null) return 2;
  try {
    return asked.what === 'migrate' ? await migrate(config) : await backUp(config, resolve(asked.target));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`roundhouse: ${error.message}\n`);
    return 1;
  }
}

async function migrate(config: Config): Promise<number> {
  const database = await openStorage(config);
  await database.close();
  const done = database.migrated.map((name) => `  ${name}\n`).join('');
  process.stdout.write(done === '' ? 'The database is up to date.\n' : `The database was brought up to date:\n${done}`);
  return 0;
}

async function backUp(config: Config, target: string): Promise<number> {
  if (config.databaseUrl !== null) {
    process.stderr.write('roundhouse: the database is a Postgres: back it up with pg_dump, which comes with it\n');
    return 2;
  }
  const pages = await backUpDatabase(config.dataDir, target);
  process.stdout.write(`${target}: ${pages} pages\n`);
  return 0;
}

function readArguments(args: readonly string[]): Asked | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { config: { type: 'string', short: 'c' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return 'help';
  const [what, target, ...rest] = positionals;
  if (what === 'migrate' && target === undefined) return { what, target: '', config: values.config };
  if (what === 'backup' && target !== undefined && rest.length === 0) return { what, target, config: values.config };
  throw new Error(what === 'backup' ? 'backup takes one TARGET' : 'migrate or backup TARGET is needed');
}
