/** `roundhouse users`: users made by who has the machine, e.g. the first admin. */
import { createAccounts, operator } from '../accounts/index.ts';
import { systemClock } from '../platform/clock.ts';
import { parseWords, UsageError } from '../platform/command-line.ts';
import type { Config } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';
import { silentLog } from '../platform/log.ts';
import { openStorage } from '../platform/storage/index.ts';
import { readConfig } from './read-config.ts';
import { readWords } from './read-words.ts';
import { readPassword } from './users/read-password.ts';

const USAGE = `roundhouse users add NAME [--admin] [--config FILE]

The password is asked for on the terminal, or read from standard input: its first line. It is never an argument.
`;

interface Asked {
  readonly name: string;
  readonly admin: boolean;
  readonly config: string | undefined;
}

/** Exit codes: 0 done, 1 failed, 2 the command line or the configuration is wrong. */
export async function users(args: readonly string[]): Promise<number> {
  const words = readWords(args, { usage: USAGE, read: readArguments });
  if ('exitCode' in words) return words.exitCode;
  const { asked } = words;
  const config = await readConfig(asked.config);
  if (config === null) return 2;
  try {
    return await add(asked, config);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`roundhouse: ${error.message}\n`);
    return error.code === 'invalid_request' ? 2 : 1;
  }
}

async function add({ name, admin }: Asked, config: Config): Promise<number> {
  const password = await readPassword(process.stdin, process.stderr);
  if (password === null) {
    process.stderr.write('roundhouse: no password was given, or the two were not the same\n');
    return 2;
  }
  const database = await openStorage(config);
  try {
    const accounts = createAccounts({
      database,
      clock: systemClock,
      log: silentLog,
      tokenLifetimeMs: () => config.tokenLifetimeMs,
    });
    const user = await accounts.users.create(operator, { name, password, role: admin ? 'admin' : 'user' });
    process.stdout.write(`${user.id}: ${user.role} "${user.name}" added\n`);
    if (config.auth !== 'required')
      process.stderr.write('roundhouse: accounts count only where the config says `auth: required`\n');
    return 0;
  } finally {
    await database.close();
  }
}

function readArguments(args: readonly string[]): Asked | null {
  const { values, positionals } = parseWords(args, {
    allowPositionals: true,
    options: {
      admin: { type: 'boolean', default: false },
      config: { type: 'string', short: 'c' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const [what, name, ...rest] = positionals;
  if (what !== 'add' || name === undefined || rest.length > 0) throw new UsageError('add NAME is needed');
  return { name, admin: values.admin, config: values.config };
}
