/** `roundhouse import-config`: another system's configuration as ours. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseWords, UsageError } from '../platform/command-line.ts';
import { ConfigError } from '../platform/config/problems.ts';
import { type SourceName, sourceNames } from './import-config/detect-source.ts';
import { importConfig } from './import-config/import-config.ts';
import { renderConfig } from './import-config/render-config.ts';
import { reportFindings } from './import-config/report.ts';
import { readWords } from './read-words.ts';

const USAGE = `roundhouse import-config FILE [--from llama-swap|vllm-management] [--output FILE]

  FILE            llama-swap's config.yaml, or cluster_config.yaml of the vLLM management API
  --from NAME     which of the two it is (else: what it looks like)
  --output FILE   write the configuration there, for its owner only; it must not exist (else: standard output)

What does not carry over is listed on standard error, with what to do instead. Passwords and keys are not taken along:
it says in which environment variables they belong.
`;

interface Asked {
  readonly file: string;
  readonly from: SourceName | null;
  readonly output: string | null;
}

/** Exit codes: 0 done, 1 the output could not be written, 2 the command line or the file is wrong. */
export async function importConfigCommand(args: readonly string[]): Promise<number> {
  const words = readWords(args, { usage: USAGE, read: readArguments });
  if ('exitCode' in words) return words.exitCode;
  const { file, from, output } = words.asked;
  let rendered: string;
  let report: string;
  try {
    const imported = importConfig(await readSource(file), { name: file, from });
    rendered = renderConfig(imported.config, imported.from);
    report = reportFindings(imported.findings);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (output === null) process.stdout.write(rendered);
  else if (!(await writeNew(output, rendered))) return 1;
  process.stderr.write(report);
  return 0;
}

async function readSource(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file; correct the path' : `cannot be read (${code})`;
    throw new ConfigError(file, [{ path: '', line: 0, column: 0, message: why }]);
  }
}

/** False, and said so, where it could not be. What is there already stays as it is. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST'
        ? 'is there already, and is never overwritten; give another name'
        : `cannot be written (${code})`;
    process.stderr.write(`roundhouse: ${path} ${why}\n`);
    return false;
  }
}

function readArguments(args: readonly string[]): Asked | null {
  const { values, positionals } = parseWords(args, {
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      output: { type: 'string', short: 'o' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new UsageError('one FILE is needed');
  const from = sourceNames.find((name) => name === values.from) ?? null;
  if (values.from !== undefined && from === null)
    throw new UsageError(
      `--from is one of ${sourceNames.join(', ')}; it is ${JSON.stringify(values.from.slice(0, 60))}`,
    );
  if (values.output === '') throw new UsageError('--output is empty');
  return { file, from, output: values.output ?? null };
}
