/** From the text of another system's configuration to ours. Pure: no file is touched, nothing is started. */
import { configFileSchema } from '../../platform/config/file-schema.ts';
import { ConfigError, type ConfigProblem, formatKeyPath, type KeyPath } from '../../platform/config/problems.ts';
import { readYaml, type YamlFile } from '../../platform/config/yaml/read-yaml.ts';
import { detectSource, type SourceName } from './detect-source.ts';
import type { ConfigDraft } from './draft.ts';
import { createFindings, type Findings } from './findings.ts';
import { importLlamaSwap } from './llama-swap/import-llama-swap.ts';
import { MacrosTooLong } from './llama-swap/macros.ts';
import { importVllmManagement } from './vllm-management/import-vllm-management.ts';

export interface Imported {
  readonly from: SourceName;
  readonly config: ConfigDraft;
  readonly findings: Findings;
}

export interface ImportOptions {
  /** The file as the user named it. */
  readonly name: string;
  /** null: what the file looks like. */
  readonly from: SourceName | null;
}

const importers: Readonly<Record<SourceName, (value: Record<string, unknown>, findings: Findings) => ConfigDraft>> = {
  'llama-swap': importLlamaSwap,
  'vllm-management': importVllmManagement,
};

/** Throws ConfigError with every problem found. */
export function importConfig(text: string, { name, from }: ImportOptions): Imported {
  // A key that is there twice: Python takes the last, llama-swap refuses the file.
  const lenient = readOrThrow(text, name, true);
  const source = from ?? detected(lenient.value, name);
  const file = source === 'llama-swap' ? readOrThrow(text, name, false) : lenient;
  if (!isBlock(file.value)) throw refused(name, 'must hold a block of keys');
  const findings = createFindings(file);
  const config = imported(source, file.value, { name, findings });
  if (findings.problems.length > 0) throw new ConfigError(name, findings.problems);
  const checked = configFileSchema.safeParse(config);
  if (!checked.success)
    throw new ConfigError(
      name,
      checked.error.issues.map(({ path, message }) => ({
        path: formatKeyPath(path as KeyPath),
        line: 0,
        column: 0,
        message: `cannot be written for Roundhouse: ${message}`,
      })),
    );
  return { from: source, config, findings };
}

function imported(
  source: SourceName,
  value: Record<string, unknown>,
  { name, findings }: { readonly name: string; readonly findings: Findings },
): ConfigDraft {
  try {
    return importers[source](value, findings);
  } catch (error) {
    throw error instanceof MacrosTooLong ? refused(name, error.message) : error;
  }
}

function readOrThrow(text: string, name: string, lastKeyWins: boolean): YamlFile {
  const yaml = readYaml(text.replace(/^\ufeff/, ''), { lastKeyWins });
  if ('problems' in yaml) throw new ConfigError(name, withoutText(yaml.problems));
  return yaml.file;
}

/**
 * The first of them, without the text that stands there: it may be a password. Behind one mistake a parser finds many.
 * Keys that are there twice are all told, by their names.
 */
function withoutText(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const invalid = problems.find(({ message }) => !SAFE.test(message));
  const message = 'is not valid YAML here; look at the quotes, colons and blanks around it';
  return invalid === undefined ? [...problems] : [{ ...invalid, message }];
}

const SAFE = /^(?:the key "|is larger than|more than \d)/;

function detected(value: unknown, name: string): SourceName {
  const found = detectSource(value);
  if ('fault' in found) throw refused(name, found.fault);
  return found.source;
}

const isBlock = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refused(name: string, message: string): ConfigError {
  const problem: ConfigProblem = { path: '', line: 0, column: 0, message };
  return new ConfigError(name, [problem]);
}
