/** `roundhouse db`: what an operator does to the database by hand. */
import { existsSync, statSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import { memoryTables } from '../accounts/conversations/index.ts';
import { parseWords, UsageError } from '../platform/command-line.ts';
import type { Config } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';
import { backUpFiles, DATABASE_NAME, type FileCopy, openStorage, openTableSet } from '../platform/storage/index.ts';
import { readConfig } from './read-config.ts';
import { readWords } from './read-words.ts';

const USAGE = `roundhouse db migrate [--config FILE]
roundhouse db backup TARGET [--config FILE]

  migrate   brings the tables up to date, as each start does too
  backup    copies the SQLite files while gateways go on; for Postgres: pg_dump. TARGET is a folder that is there, which
            gets roundhouse.db and memory.db, or a new file, e.g. copy.db, beside which copy-memory.db is made
`;

interface Asked {
  readonly what: 'migrate' | 'backup';
  readonly target: string;
  readonly config: string | undefined;
}

/** Exit codes: 0 done, 1 failed, 2 the command line or the configuration is wrong. */
export async function db(args: readonly string[]): Promise<number> {
  const words = readWords(args, { usage: USAGE, read: readArguments });
  if ('exitCode' in words) return words.exitCode;
  const { asked } = words;
  const config = await readConfig(asked.config);
  if (config === null) return 2;
  try {
    return asked.what === 'migrate' ? await migrate(config) : await backUp(config, asked.target);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`roundhouse: ${error.message}\n`);
    return 1;
  }
}

async function migrate(config: Config): Promise<number> {
  const done: string[] = [];
  for (const open of [() => openStorage(config), () => openTableSet(memoryTables, config)]) {
    const database = await open();
    await database.close();
    done.push(...database.migrated.map((name) => `  ${name}\n`));
  }
  const said = done.length === 0 ? 'The database is up to date.\n' : 'The database was brought up to date:\n';
  process.stdout.write(said + done.join(''));
  return 0;
}

async function backUp(config: Config, target: string): Promise<number> {
  if (config.databaseUrl !== null) {
    process.stderr.write('roundhouse: the database is a Postgres: back it up with pg_dump, which comes with it\n');
    return 2;
  }
  const copies = backUpCopies(config.dataDir, target);
  const pages = await backUpFiles(copies);
  process.stdout.write(copies.map((copy, i) => `${copy.target}: ${pages[i]} pages\n`).join(''));
  return 0;
}

/**
 * Users before what is remembered of them: who is deleted between the two is in the copy with nothing remembered, never
 * the other way round, when nobody could delete it any more.
 */
function backUpCopies(dataDir: string, asked: string): FileCopy[] {
  const names = [DATABASE_NAME, memoryTables.fileName];
  const target = resolve(asked);
  const { dir, name, ext } = parse(target);
  const isFolder = asked.endsWith('/') || statSync(target, { throwIfNoEntry: false })?.isDirectory();
  const targets = isFolder ? names.map((file) => join(target, file)) : [target, join(dir, `${name}-memory${ext}`)];
  return names.flatMap((file, i) => {
    const source = join(dataDir, file);
    // Older versions had no memory; without the first file there is nothing to copy, which is said.
    return i > 0 && !existsSync(source) ? [] : [{ source, target: targets[i] as string }];
  });
}

function readArguments(args: readonly string[]): Asked | null {
  const { values, positionals } = parseWords(args, {
    allowPositionals: true,
    options: { config: { type: 'string', short: 'c' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return null;
  const [what, target, ...rest] = positionals;
  if (what === 'migrate' && target === undefined) return { what, target: '', config: values.config };
  if (what === 'backup' && target && rest.length === 0) return { what, target, config: values.config };
  throw new UsageError(what === 'backup' ? 'backup takes one TARGET' : 'migrate or backup TARGET is needed');
}
