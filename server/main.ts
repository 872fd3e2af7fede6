/** The command line: picks one of the programs. */
import { parseArgs } from 'node:util';
import { checkConfigCommand } from './programs/check-config.ts';
import { packageVersion } from './programs/package-version.ts';
import { serve } from './programs/serve.ts';

const USAGE = `roundhouse SUBCOMMAND

  serve [--config FILE]          run the gateway
  check-config [--config FILE]   read the configuration and say what is wrong with it
  version                        print the version

Without --config: the file in ROUNDHOUSE_CONFIG, else ./roundhouse.yaml, else a built-in model.
`;

/** Exit codes: 0 done, 1 failed, 2 the command line or the configuration is wrong. */
async function main(args: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    process.stderr.write(`roundhouse: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const [subcommand, ...rest] = positionals;
  if (values.version || subcommand === 'version') return say(`${packageVersion()}\n`);
  if (values.help || subcommand === 'help') return say(USAGE);
  if (rest.length > 0) return complain(`too many words: ${rest.join(' ')}`);
  if (subcommand === 'serve') return serve({ configPath: values.config });
  if (subcommand === 'check-config') return checkConfigCommand({ configPath: values.config });
  return complain(subcommand === undefined ? 'a subcommand is missing' : `there is no subcommand "${subcommand}"`);
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', short: 'c' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
    },
  });

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(what: string): number {
  process.stderr.write(`roundhouse: ${what}\n\n${USAGE}`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
