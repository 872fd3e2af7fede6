/** What of the disk may be loaded: real paths inside of the download roots, looked at before anything reads them. */
import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors.ts';
import type { LoraFacts } from '../../kinds/lora-files/index.ts';
import type { LoraDeps } from '../ports.ts';
import { loadFailed } from '../replica/lora-fault.ts';

/**
 * The real path of what the engine shall be given. Throws AppError `path_not_allowed`, `lora_incompatible`. `param`: the
 * field of the request that the path is from.
 */
export async function loraPlace<Base>(
  path: string,
  base: Base,
  deps: Pick<LoraDeps, 'roots' | 'insideRoots' | 'inspect'> & {
    readonly check: (facts: LoraFacts, base: Base) => Promise<void>;
  },
): Promise<string> {
  const real = inside(path, deps);
  await checkLinks(real, deps);
  const facts: LoraFacts = await deps.inspect(real);
  await deps.check(facts, base);
  return inside(facts.path, deps);
}

function inside(path: string, deps: Pick<LoraDeps, 'roots' | 'insideRoots'>): string {
  try {
    return deps.insideRoots(path, deps.roots());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.message, { ...error.details, param: 'lora_path' }, { cause: error });
  }
}

/** Why files that could be loaded once may not be any more: the roots are others now, or a symlink leads out. null: they may. */
export function placeFault(
  { name, path }: { readonly name: string; readonly path: string },
  deps: Pick<LoraDeps, 'roots' | 'insideRoots'>,
): AppError | null {
  try {
    deps.insideRoots(path, deps.roots());
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return loadFailed(`LoRA adapter "${name}" was left out: ${error.message}`);
  }
}

/** The folder may be inside while what it holds leads out. */
async function checkLinks(folder: string, deps: Pick<LoraDeps, 'roots' | 'insideRoots'>): Promise<void> {
  const found = await lstat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) return;
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isSymbolicLink()) inside(join(folder, entry.name), deps);
}

/** Where a source goes when the request does not say: a folder of its own, whatever characters the name has. */
export function defaultOutputDir(name: string, roots: readonly string[]): string {
  const [root] = roots;
  if (root === undefined) throw new AppError('path_not_allowed', 'There is no download root.', { param: 'output_dir' });
  const plain = name
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 80);
  // Two names must never share a folder, also where only case tells them apart.
  const safe = plain === name && name === name.toLowerCase();
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return join(root, 'loras', safe ? plain : `${plain}-${mark}`);
}
