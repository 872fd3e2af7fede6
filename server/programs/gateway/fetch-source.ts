import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchedSource } from '../../engines/fleet/index.ts';
import type { Downloads, DownloadView } from '../../library/downloads/downloads.ts';
import type { ModelConfig, SourceConfig, VariantConfig } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';

const MAX_WORKERS = 8;

/**
 * Brings the files of a variant onto the disk, and says where they are. Credentials come from the environment. Throws
 * `engine_start_failed`, and `shutting_down`.
 */
export async function fetchSource(
  { source, run }: Pick<VariantConfig, 'source' | 'run'>,
  { name, engine }: Pick<ModelConfig, 'name' | 'engine'>,
  downloads: Pick<Downloads, 'start' | 'finished'>,
): Promise<FetchedSource> {
  if (source === null) throw new Error(`model ${name} has no source`);
  const { outputDir } = await download(source, downloads).catch((error: unknown) => {
    throw asStartFault(error, name);
  });
  // A command that names its file itself may have several to choose from.
  const asked = JSON.stringify(run).includes('MODEL_PATH');
  return { dir: outputDir, path: asked ? await modelPath(outputDir, { name, engine }) : outputDir };
}

async function download(
  source: SourceConfig,
  downloads: Pick<Downloads, 'start' | 'finished'>,
): Promise<Pick<DownloadView, 'outputDir'>> {
  const { id } = downloads.start({
    source: source.uri,
    outputDir: source.outputDir,
    options: source.files === null ? {} : { allowPatterns: source.files },
    maxWorkers: MAX_WORKERS,
    keepPartial: true,
    // A model does not change because the gateway was started again, nor does it need the source then.
    acceptPresent: true,
  });
  return downloads.finished(id);
}

/**
 * Who asks a model something has named no source and no place: a download's 403 or 409 would be read as a refusal of that
 * request.
 */
function asStartFault(error: unknown, name: string): unknown {
  if (!(error instanceof AppError) || error.code === 'shutting_down') return error;
  const message = `The files of model "${name}" could not be fetched: ${error.message}`;
  return new AppError('engine_start_failed', message, {}, { cause: error });
}

/** llama.cpp and the embedded engine want a file where the others want a folder. */
async function modelPath(dir: string, { name, engine }: Pick<ModelConfig, 'name' | 'engine'>): Promise<string> {
  if (engine !== 'llama.cpp' && engine !== 'embedded') return dir;
  const files = (await readdir(dir, { recursive: true })).filter((file) => /\.gguf$/i.test(file)).sort();
  const firstShards = files.filter((file) => !/-\d{5}-of-\d{5}\.gguf$/i.test(file) || /-00001-of-/.test(file));
  const [only, ...others] = firstShards;
  if (only !== undefined && others.length === 0) return join(dir, only);
  const found = firstShards.length === 0 ? 'no .gguf file' : `several: ${firstShards.slice(0, 10).join(', ')}`;
  throw new AppError(
    'engine_start_failed',
    `The source of model "${name}" has ${found}; name the one that is meant with \`model:\` beside \`source:\`.`,
  );
}
