/** The command line: picks one of the programs. */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { keepTickShape } from './platform/web/keep-tick-shape.ts';
import { packageVersion } from './programs/package-version.ts';

const USAGE = `roundhouse SUBCOMMAND

  serve [--config FILE]          run the gateway
  sidecar -E ENGINE [-B URL]     LoRA adapters, downloads and metrics of one engine (--help for more)
  forward --config FILE          forward requests to an engine beside it (--help for more)
  download SOURCE DIR            bring a model onto the disk (--help for more)
  users add NAME [--admin]       add a user; the password is asked for (--help for more)
  db migrate | db backup FILE    bring the database up to date, or copy it (--help for more)
  import-config FILE             another system's configuration as ours (--help for more)
  check-config [--config FILE]   read the configuration and say what is wrong with it
  version                        print the version

Without --config: the file in ROUNDHOUSE_CONFIG, else ./roundhouse.yaml, else a built-in model.
`;

/** Exit codes: 0 done, 1 failed, 2 the command line or the configuration is wrong. */
async function main(args: readonly string[]): Promise<number> {
  const program = programs[args[0] ?? ''];
  if (program !== undefined) return program(args.slice(1));
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
  if (subcommand === 'serve') return (await import('./programs/serve.ts')).serve({ configPath: values.config });
  if (subcommand === 'check-config')
    return (await import('./programs/check-config.ts')).checkConfigCommand({ configPath: values.config });
  return complain(subcommand === undefined ? 'a subcommand is missing' : `there is no subcommand "${subcommand}"`);
}

/** Those that read their own words. Loaded when they are asked for: the small ones need not carry the gateway. */
const programs: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  sidecar: async (args) => {
    // Little garbage, and memory is what a sidecar is judged by: the young generation stays at 1 MB (13 MB less).
    setFlagsFromString('--semi-space-growth-factor=1');
    return (await import('./programs/sidecar.ts')).sidecar(args);
  },
  forward: async (args) => (await import('./programs/forward.ts')).forward(args),
  users: async (args) => (await import('./programs/users.ts')).users(args),
  db: async (args) => (await import('./programs/db.ts')).db(args),
  'import-config': async (args) => (await import('./programs/import-config.ts')).importConfigCommand(args),
  download: async (args) => (await import('./programs/download.ts')).download(args),
};

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

// Whoever read what we say may leave: that costs what was said, and not the process.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});

keepTickShape();
// Timers of the clock do not keep a process alive. Where one is all there is to wait for, e.g. for who has locked the
// database, before a download is tried again, between a worker that died and the next, node would end in the middle.
const alive = setInterval(() => {}, 60_000);
process.exitCode = await main(process.argv.slice(2)).finally(() => clearInterval(alive));
