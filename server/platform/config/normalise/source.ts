// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ${MODEL_PATH} and ${MODEL_DIR} are filled in at the start
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { SourceConfig } from '../config.ts';
import type { VariantFile } from '../model-schema.ts';
import type { KeyPath } from '../problems.ts';
import type { Check } from './check.ts';

export interface SourcePlace {
  readonly check: Check;
  readonly downloadRoot: string;
  readonly at: (key: keyof VariantFile) => KeyPath;
}

const schemes = ['hf', 's3', 'obs', 'pvc', 'file'];

/** Variants with one source share its folder where they want the same files of it: a download replaces what is in its place. */
export function normaliseSource(file: VariantFile, { check, downloadRoot, at }: SourcePlace): SourceConfig | null {
  const { source, source_files: globs, model } = file;
  if (source === undefined) {
    if (globs !== undefined) check.problem(at('source_files'), 'goes with `source`, which is not here');
    return null;
  }
  checkSource(source, at('source'), check);
  if (model !== undefined && (model.startsWith('/') || model.split(/[\\/]/).includes('..')))
    check.problem(at('model'), 'with `source`, it is a path inside of what is downloaded: no leading slash, no ..');
  const named = model !== undefined && /\.gguf$/i.test(model) ? [shardsOf(model)] : null;
  const files = globs ?? named;
  const folder = folderOf(source) + (files === null ? '' : `--${shortHash(files)}`);
  return { uri: source, outputDir: join(downloadRoot, folder), files };
}

/** The value of `model` in the command: filled in when the files are there. */
export function modelInSource(model: string | undefined): string {
  return model === undefined ? '${MODEL_PATH}' : `\${MODEL_DIR}/${model}`;
}

function checkSource(source: string, path: KeyPath, check: Check): void {
  const scheme = /^([a-z0-9]+):\/\//i.exec(source)?.[1]?.toLowerCase();
  if (scheme === undefined ? !/^[^/\s]+\/[^/\s]+$/.test(source) : !schemes.includes(scheme))
    check.problem(path, `"${shown(source)}" is no source; give hf://org/name, s3://, obs://, pvc:// or file://`);
  if (shown(source) !== source) check.problem(path, 'holds credentials; give them in the environment');
}

/** `user:password@` does not get into messages. */
const shown = (source: string): string => source.replace(/\/\/[^/@]*:[^/@]*@/, '//…@');

/** A model in several files (`x-00001-of-00003.gguf`) is fetched whole. */
const shardsOf = (model: string): string => model.replace(/-\d{5}-of-(\d{5}\.gguf)$/i, '-*-of-$1');

const shortHash = (files: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 8);

/** `hf://org/name@main` → `org--name@main`: readable, one folder, no way out. */
function folderOf(source: string): string {
  const rest = source.replace(/^[a-z0-9]+:\/\//i, '').replace(/^\/+|\/+$/g, '');
  return (
    rest
      .replaceAll('/', '--')
      .replaceAll(/[^\w.@-]/g, '_')
      .replace(/^\.+/, '_') || '_'
  );
}
